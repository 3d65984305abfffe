# The bot's words for a teacher: lesson, roll, topic, homework.

bot-lesson-menu-lesson = The lesson: what is written
bot-lesson-menu-roll = Roll
bot-lesson-menu-topic = Topic of the lesson
bot-lesson-menu-task = Homework for the class
bot-lesson-menu-missing = What is missing today

bot-lesson = Lesson
bot-lesson-number = lesson { $n }
bot-lesson-day = { $n ->
    [0] You have no lessons today
    [one] { $n } lesson today. Which one?
   *[other] { $n } lessons today. Which one?
  }
bot-lesson-awaited = { $n ->
    [one] Marks of { $n } earlier lesson can still be entered
   *[other] Marks of { $n } earlier lessons can still be entered
  }
bot-lesson-until = until { $day }
bot-lesson-still = Marks can still be entered: { $kind }. Type: 3-5 7-4
bot-lesson-state = { $state ->
    [ahead] ahead
    [runs] running
   *[over] over
  }
bot-lesson-roll = { $state ->
    [none] The roll was not taken.
    [all] Roll: everybody is here.
    [noted] Noted: absent — { $absent }, late — { $late }. The roll is not finished.
   *[some] Roll: absent — { $absent }, late — { $late }.
  }
bot-lesson-topic = { $state ->
    [none] No topic.
    [there] The topic is written.
   *[said] Topic: { $text }
  }
bot-lesson-homework = { $state ->
    [none] No homework.
    [without] Nothing is set.
    [there] The homework is written.
   *[said] Homework: { $text }
  }
bot-lesson-marks = Marks: { $n }
bot-lesson-type = Type the marks right here: 3-5 7-4 12-н
bot-lesson-closed = { $state ->
    [ahead] The lesson lies ahead. It is written on its day.
    [cancelled] The lesson falls out, nothing is written in it.
   *[past] The day of the lesson is closed. A mark can be corrected by act: /correction
  }
bot-lesson-do = { $act ->
    [roll] Roll
    [topic] Topic
    [homework] Homework
   *[whom] Homework for one
  }
bot-lesson-next-topic = { $state ->
    [there] The next topic of the plan
   *[said] { $topic }
  }
bot-lesson-other = Another lesson

## Roll
bot-lesson-present = { $who ->
    [all] Everybody is here
   *[rest] All the others are here
  }
bot-lesson-roll-how = Tap a name: absent, again — late, again — here.
bot-lesson-noted = { $kind ->
    [absent] absent
   *[late] late
  }
bot-lesson-roll-taken = The roll is written

## Topic and homework
bot-lesson-ask = { $what ->
    [topic] Type the topic of the lesson.
    [homework] Type the homework for everybody, or send a file: a photo, a PDF, a document.
   *[task] Type the homework for this pupil.
  }
bot-lesson-without = Nothing is set
bot-lesson-whom = Homework for whom?
bot-lesson-text-wrong = It takes a text of at most { $most } characters. Type it again.
bot-lesson-written = { $what ->
    [topic] The topic is written.
    [homework] The homework is written.
    [task] The pupil's homework is written.
   *[without] Written: nothing is set.
  }

## What is missing
bot-lesson-missing = { $n ->
    [0] Everything is written today
    [one] { $n } lesson is not filled in
   *[other] { $n } lessons are not filled in
  }
bot-lesson-lacks = { $what ->
    [topic] no topic
    [roll] no roll
   *[homework] no homework
  }
bot-lesson-missing-until = It can be written today until midnight.
bot-lesson-finals = Final marks to enter on the site
bot-lesson-finals-left = { $n } left

bot-remind-menu = Reminders of the journal
bot-remind-is = { $state ->
    [on] Reminders are on
   *[off] No reminders
  }
bot-remind-when = If something of your lessons is not filled in, the bot reminds you once, { $minutes } min after your last bell.
bot-remind-joined = { $state ->
    [on] Who of the class has joined: you are told
   *[off] Who of the class has joined: you are not told
  }
bot-remind-turn = { $what ->
    [tellJoined] { $state ->
        [on] Tell me who has joined
       *[off] Do not tell me who has joined
      }
   *[remindLessons] { $state ->
        [on] Remind me
       *[off] Do not remind me
      }
  }
