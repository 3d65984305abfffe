# The bot's words for a teacher: marks typed into the chat.

bot-quick-understood = { $state ->
    [some] Understood:
   *[none] Nothing to write yet.
  }
bot-quick-not-understood = Not understood
bot-quick-look = Please check
bot-quick-noted = { $kind ->
    [absent] absent
    [late] { $minutes ->
        [0] late
       *[other] late { $minutes } min
    }
   *[present] here
  }
bot-quick-same = { $value } (there already)
bot-quick-whole = { $who ->
    [all] Everybody is here.
   *[rest] All the others are here.
  }
bot-quick-text = { $what ->
    [topic] Topic: { $text }
    [homework] Homework: { $text }
    [task] homework: { $text }
   *[without] Nothing is set.
  }
bot-quick-as-written = as you wrote it
bot-quick-who = { $guess ->
    [true] { $place } — there is no such name in the list. Who is it?
   *[false] { $place } — who is it?
  }
bot-quick-sure = { $code ->
    [absent] A mark for those who are absent: { $who }. Is that right?
    [one] A one is rare: { $who }. Is that right?
   *[erase] What stood there will be gone: { $who }. Is that right?
  }
bot-quick-place = Word { $n }
bot-quick-more = And more: { $n }

bot-quick-save = { $how ->
    [sure] Yes, save
    [part] Save what is understood
   *[all] Save
  }
bot-quick-fix = Correct it
bot-quick-fixing = Nothing is written. Send the corrected text.
bot-quick-other-kind = Another work
bot-quick-which-kind = What are the marks for?
bot-quick-kind-on = From now on marks are for this: { $kind }. Type: 3-5 7-4
bot-quick-stale = This card is gone. Send the text again.
bot-quick-nothing = This does not look like something of a lesson. Example: 3-5 7-4 12-н. What else there is: /help
bot-quick-no-lessons = You have no lessons today, there is nowhere to write. To correct the past: /correction
bot-quick-not-today = You have no such lesson today. A lesson is written on its day: /lesson
bot-quick-which-topic = Which topic is not said. Type «тема» alone and the bot offers the next of the plan, or type it: «тема: Polynomials».

bot-quick-saved = { $state ->
    [undone] Marks taken back: { $lesson }
   *[saved] Saved: { $lesson }
  }
bot-quick-hold = { $state ->
    [undo] Families hear of the marks after { $at }. You can undo until { $until }.
    [soon] Families hear of the marks after { $at }.
   *[heard] Families hear of the marks from { $at } on.
  }
bot-quick-undo = Undo the marks
bot-quick-to-lesson = To the lesson
bot-quick-too-late = It is too late to undo: families are about to hear. Send the right mark before midnight.
bot-quick-changed-since = These marks have changed since. Send the right ones again.

## What was not understood
bot-quick-fault = { $kind ->
    [unknown] { $place }: not known in this class. Example: { $example }
    [noValue] { $place }: no mark. Example: { $example }
    [noPupil] { $place }: for whom? Example: { $example }
    [unclear] { $place }: it can be read in two ways. Example: { $example }
    [heldBack] { $place }: not written while something else is not understood.
    [unknownLesson] { $place }: you have no such lesson.
    [lateTurn] { $place }: send another lesson in a message of its own.
    [noText] { $place }: no text. Example: { $example }
    [noMarks] { $place }: there are no marks in the first class.
    [noHomework] { $place }: there is no homework in the first class.
    [tooLong] The text is too long, its end was not read. Send it in two parts.
   *[nothing] Nothing to read. Example: { $example }
  }
bot-quick-warning = { $kind ->
    [twice] { $who }: named twice, the last one counts.
    [absent] { $who }: a mark, but absent from the lesson.
    [notOfLesson] { $who }: not of this group, nothing is written.
    [beyondList] { $place }: no such number in the list.
    [notInScale] { $place }: there is no such mark.
    [sign] { $place }: plus and minus are not written.
    [reason] { $who }: written as absent, the class teacher says the reason.
    [leftOut] Left out, absent from the lesson: { $who }
    [back] { $who }: was absent, is here now.
    [otherNumber] { $place }: somebody else's number, the name counts.
    [ignored] { $place }: not needed, left out.
    [emptyRow] { $place }: a row without a mark.
   *[looksLikeMarks] { $place }: the homework looks like marks.
  }
