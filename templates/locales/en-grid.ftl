# Words of the journal of a class for a month.

grid-title = { $subject }, { $class }
grid-month = { $month ->
    [01] January
    [02] February
    [03] March
    [04] April
    [05] May
    [06] June
    [07] July
    [08] August
    [09] September
    [10] October
    [11] November
   *[12] December
  }
grid-month-year = { $month } { $year }
grid-months = Month
grid-term = { $kind ->
    [quarter] quarter { $n }
    [halfYear] half-year { $n }
    [trimester] trimester { $n }
   *[module] module { $n }
  }
grid-given = Lessons given this month: { $n }.
grid-region = Journal of the month
grid-label = Marks: { $subject }, { $class }
grid-empty = There are no lessons in the journal of this month yet. They come here by themselves, each on its day.
grid-number = №
grid-pupil = Pupil
grid-average = Average
grid-comes-out = Comes out
grid-missed = Missed
grid-mean = On average
grid-few = few: { $n }
grid-or = {" "}or{" "}
grid-today = today
grid-until = to { $day }
grid-shut = These days are closed: a correction is the way
grid-no-work = no work
grid-by-act = , corrected by act { $act }
grid-weekday = { $n ->
    [1] Mo
    [2] Tu
    [3] We
    [4] Th
    [5] Fr
    [6] Sa
   *[0] Su
  }
grid-kind = { $code ->
    [answer] ans
    [homework] hw
    [classwork] cw
    [independent] ind
    [test] test
    [dictation] dict
    [essay] ess
    [lab] lab
   *[other] { $name }
  }
grid-absent = н
grid-late = оп
grid-late-long = { $minutes ->
    [0] late
   *[other] late, minutes: { $minutes }
  }
grid-reason = { $reason ->
    [illness] absent, illness
    [valid] absent, valid reason
    [invalid] absent, no valid reason
    [released] absent, released
   *[unknown] absent, reason not known
  }
grid-reason-short = { $reason ->
    [illness] Б
    [valid] УП
    [invalid] НП
   *[released] ОСВ
  }
grid-keys = Keys: arrows, Enter goes down, Delete takes away, F2 edits, Ctrl+Z undoes, Ctrl+V pastes a column.

grid-aside = Lesson
grid-lesson-number = Lesson { $n }
grid-topic = Topic
grid-homework = Homework
grid-no-homework = none set
grid-missing = not written
grid-roll = At the lesson
grid-roll-said = { $absent ->
    [0] { $state ->
        [taken] everybody is here
       *[open] roll not taken yet
      }
   *[other] absent: { $absent }
  }{ $late ->
    [0] {""}
   *[other] , late: { $late }
  }
grid-to-lesson = To the lesson: topic, homework, quick entry
grid-add-work = One more column
grid-add = Add
grid-margin = In the margin
grid-awaited = { $kind }, { $day }: { $n } without a mark. To be checked by { $until }.

grid-retry = Try again now
grid-undo = Undo
grid-problems = To decide
grid-js-idle = All is saved. Type 5 4 3 2, н (absent), оп (late).
grid-js-rest = The rest is saved. Below is what you decide: Ctrl+Enter takes the first way, Esc the last.
grid-js-saving = Saving: { $n }.
grid-js-offline = Not saved: { $n }. No connection since { $since }. What you typed is kept on this computer and leaves by itself when the connection is back.
grid-js-signed-out = You are signed out. Sign in in another tab: what you typed is kept on this computer and leaves by itself.
grid-js-saved = All is saved. Parents hear after { $at }; until then a change does not disturb them.
grid-js-cell = { $state ->
    [saving] saving
    [bad] not saved
   *[ask] to be decided
  }
grid-js-read-only = This day is closed. The way is a correction: ask for one.
grid-js-unknown = { $name }: “{ $value }” is no mark. Marks are 5, 4, 3, 2, н, оп, осв, н/а, зач, незач.
grid-js-two-marks = { $name }: “{ $value }” is marks of two works, and there is one column. Add a column.
grid-js-roll-closed = { $name }: absence is noted on the lesson's day only. Tell the class teacher the reason.
grid-js-conflict = { $name }: meanwhile somebody set { $theirs }, yours is { $value }.
grid-js-clash = { $name }: absent from the lesson, and a mark { $value }.
grid-js-refused = { $name }, { $value }: { $reason }
grid-js-drafted = { $name }, { $value }: the day is closed, what you typed became a draft of a correction.
grid-js-elsewhere = another journal
grid-js-nothing = nothing
grid-js-put-mine = Set { $value }
grid-js-leave-theirs = Leave { $theirs }
grid-js-sure = Set { $value }
grid-js-was-there = Was at the lesson
grid-js-drop = Take away
grid-js-to-corrections = To corrections
grid-js-new-column = The journal has a new column. Reload
grid-js-paste-too-long = Rows pasted: { $n }. The others did not fit into the column.
