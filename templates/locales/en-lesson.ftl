# Words of the pages of a lesson.

lesson-title = { $subject }, { $class }
lesson-back = To my lessons
lesson-when = { $day }, lesson { $n }, { $from }–{ $to }
lesson-to-journal = Journal of the class
lesson-tabs = Lesson
lesson-tab = { $tab ->
    [marks] Marks
    [roll] Who is here
    [words] Topic and homework
   *[quick] Quick line
  }
lesson-nothing-written = { $problem } Nothing was written, all you typed is still in the form.
lesson-to-confirm = To confirm, save once more.
lesson-broken = We broke down, not you. What you typed is still in the form: save once more.
lesson-unchanged = Nothing changed, there was nothing to write.
lesson-saved = Saved: { $marks }.
lesson-saved-words = Saved.
lesson-change = { $state ->
    [set] { $name } { $value }
    [taken] { $name } – (taken away, was { $was })
   *[changed] { $name } { $value } (was { $was })
  }
lesson-hear-demo = Parents hear in { $hold }: the hold of the demo is { $hold }, usually it is 10 minutes.
lesson-hear = Parents hear at { $at }, until then you may correct.
lesson-hold = { $seconds } seconds
lesson-hold-minutes = { $minutes } minutes
lesson-to-postbox = Look into the postbox
lesson-undo = Undo the marks
lesson-undone = The marks are undone, parents will not hear of them.
lesson-closed = { $door ->
    [past] This day is closed. A mark can be changed by act through the deputy head only.
    [ahead] This lesson is still to come. Marks are set on the lesson's day.
    [cancelled] This lesson fell out, nothing is recorded in it.
   *[open] Marks of this lesson are set by the subject's teacher.
  }
lesson-ask-correction = Ask for a correction
lesson-works = Works of the lesson
lesson-other-kind = Another kind of work
lesson-work = { $kind } “{ $title }”
lesson-marks-of = Marks: { $work }
lesson-no-such-mark = there is no such mark, choose another
lesson-save-marks = Save the marks
lesson-only-changed = Only what is changed is written
lesson-now = { $value } in the journal now
lesson-average = average { $average }
lesson-no-marks = no marks yet

lesson-roll-say = { $taken ->
    [yes] Taken. It can be changed until the day ends.
   *[no] Note who is absent and who is late. The others will be present.
  }
lesson-roll-choice = { $kind ->
    [present] here
    [absent] absent
   *[late] late
  }
lesson-roll-minutes = Minutes late: { $name }
lesson-roll-save = Save who is here
lesson-roll-closed = The teacher notes it, on the lesson's day. The class teacher gives the reasons of absences.

lesson-topic = Topic
lesson-next-topic = Next in the plan: { $topic }
lesson-take-topic = Take it from the plan
lesson-material = What was studied
lesson-homework = Homework for all
lesson-no-homework = No homework
lesson-task-who = Homework for one
lesson-task-nobody = nobody
lesson-task-text = What this one is to do
lesson-tasks = Set for single pupils
lesson-task-take = Take it back
lesson-save-words = Save topic and homework
lesson-words-closed = The teacher writes topic and homework, on the lesson's day.
lesson-not-written = not written

lesson-quick-label = What of the lesson
lesson-quick-hint = As to the bot, in Russian:
lesson-quick-example = 3-5 7-4 12-н, Иванову 5, Петровой 4/5, все есть, кр, тема, дз: § 14 № 5
lesson-quick-read = Read it
lesson-quick-read-again = Read it anew
lesson-quick-kind = What the marks are for
lesson-quick-understood = Understood
lesson-quick-nothing = Nothing to write so far.
lesson-quick-unsaved = Nothing is written yet.
lesson-quick-faults = Not understood
lesson-quick-look = Please check
lesson-quick-save = { $how ->
    [sure] Yes, save
    [part] Save what was understood
   *[all] Save
  }
lesson-quick-changed = The lesson has changed meanwhile. Check what is understood now, and save once more.
lesson-quick-turn = These words are about another lesson. Open it and type them there:
lesson-quick-turn-none = These words are about another lesson, and you have none like it today.
lesson-quick-topic-none = The plan has no next line: write the topic in words.
