# The words of Vestnik in English. What the school itself wrote (subjects, works, classes) stays as it is.

## Numbers: words up to ten
numeral = { $n ->
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
   *[other] { $n }
  }
marks = { $n ->
    [one] { $count } mark
   *[other] { $count } marks
  }
finals = { $n ->
    [one] { $count } final mark
   *[other] { $count } final marks
  }
withdrawn = { $n ->
    [one] { $count } mark withdrawn
   *[other] { $count } marks withdrawn
  }
marks-of = { $value ->
    [5] { $n ->
        [one] { $count } 5
       *[other] { $count } 5s
      }
   *[other] { $n ->
        [one] { $count } { $value }
       *[other] { $count } { $value }s
      }
  }
mark-name = a { $value }
mark-goal = a { $value }

full-day = { $day } { $year }

## The line of a mark
who = { $name }, { $class }
heading = { $who }: { $what }
subject-mark = { $subject } — { $mark }
subject-withdrawn = { $subject } — mark withdrawn
withdrawn-mark = withdrawn
work = { $kind } “{ $title }”
work-day = { $work }, { $day }.
work-day-corrected = { $work }, { $day }, { $corrected }.
corrected = corrected by act { $act }
corrected-bare = corrected by act
was-became = Was { $was }, now { $mark }.
was-listed = was { $was }
withdrawn-was = It was { $was }, { $work }, { $day }.
withdrawn-was-listed = was { $was }
cancelled = The mark no longer stands.
cancelled-by-act = The mark no longer stands, by act { $act }.
cancelled-by-act-bare = The mark no longer stands, by act.

## What it means
standing = The average is { $average }, which comes to { $mark } now.
standing-disputed = The average is { $average }; between { $lower } and { $upper } the teacher decides.
standing-plain = The average is { $average }.
standing-short = Average { $average }, comes to { $mark }.
standing-short-disputed = Average { $average }, disputed: { $lower } or { $upper }.
standing-short-plain = Average { $average }.
forecast = { $marks }{ $n ->
    [one] {" "}makes
   *[other] {" "}in a row make
  } it { $goal }.
lift = { $marks } would raise the average to { $average }.

## Final marks
period = { $kind ->
    [quarter] quarter { $number }
    [halfYear] half-year { $number }
    [trimester] trimester { $number }
    [module] module { $number }
    [year] year
    [exam] exam
   *[final] final
  }
subject-period = { $subject }, { $period }
final-entered = Entered on { $day }.
final-changed = Changed on { $day }.
final-entered-by-act = Entered on { $day } by act{ $act }.
final-changed-by-act = Changed on { $day } by act{ $act }.
final-standing = The average is { $average } over { $n ->
    [one] { $n } mark
   *[other] { $n } marks
  }.
final-standing-from = The average is { $average } over { $n ->
    [one] { $n } mark
   *[other] { $n } marks
  }, { $next } begins at { $from } here.
final-standing-disputed = The average is { $average } over { $n ->
    [one] { $n } mark
   *[other] { $n } marks
  }; between { $lower } and { $upper } the teacher decides.

## What the message is about
topic-finals = { $n ->
    [1] final mark
   *[other] final marks
  }
topic-marks = { $n ->
    [1] new mark
   *[other] new marks
  }
topic-changes = { $n ->
    [1] change of a mark
   *[other] changes of marks
  }
topic-both = final and new marks
ping = There is something new in the diary.
ping-urgent = An urgent message from the school.
ping-open = Please open the diary.
more = and { $marks } more in the diary
suspended = { $channel ->
    [telegram] Telegram no longer takes our messages, so we write here.
    [email] The mailbox no longer takes our letters, so we write here.
   *[paper] We no longer print sheets on paper, so we write here.
  }
suspended-topic = messages now come here

## Buttons
open-diary = Open the diary
why = Why { $mark }

## The letter
brand = Вестник
brand-school = Вестник, { $school }
open-diary-at = Open the diary:
average-line = The blue line is the average, from 2 to 5.
letter-seen = Have you read it? Open the diary by the button and press “I have seen it”, so that the school knows you have seen the final marks.
footer-why = You receive this letter because this address is confirmed for messages of the school.
footer-stop = Send no more marks
footer-stop-at = Send no more marks: { $link }
footer-always = We shall still write about absences and final marks.
footer-reply = There is no need to answer this letter.

## The sheet
print-school = { $school }, { $city }
print-round = Round No. { $number }, { $date }
print-signature = Read, signature
print-date = date
print-return = { $pupil }, round No. { $number }. Please return this strip to the class teacher.
print-fine = A ring means 2.
print-continued = { $pupil }, continued
print-last-resort = The last way left: the other addresses of the family do not answer.
print-basis = { $known ->
    [no] By the declaration of { $date }.
   *[other] By declaration no. { $number } of { $date }.
  }

## Pages of the paper diary
diary-title = Diary: { $pupil }
diary-week = Week { $from } — { $to }
diary-homework = Homework
diary-mark = Mark
diary-no-homework = none
diary-cancelled = no lesson
diary-away = { $kind ->
    [late] late
   *[absent] abs
  }
diary-free = No lessons.
diary-fold = Fold along the dashes and glue in by the fold.
diary-teacher = Class teacher
diary-parent = Parent’s signature

## The page of samples
preview-title = All samples
preview-say = Every message as its receiver sees it: all kinds, all channels, both languages.
preview-level = { $level ->
    [full] everything
    [initials] initials
   *[ping] only a sign
  }
preview-language = { $language ->
    [ru] in Russian
   *[en] in English
  }
preview-channel = { $channel ->
    [telegram] Telegram
    [email] Email
   *[paper] Paper
  }
preview-topic = Subject
preview-plain = The same without dress

reminder-title = { $n ->
    [one] { $n } lesson of today is not filled in
   *[other] { $n } lessons of today are not filled in
  }
reminder-lesson = lesson { $n }
reminder-lack = { $what ->
    [topic] topic
    [roll] roll
   *[homework] homework
  }
reminder-marks = marks of a work, today is the last day
reminder-finals = final marks, still to enter: { $n }
reminder-title-marks = Today is the last day for some marks
reminder-until = It can be written until midnight. To switch this off: /reminders
reminder-open = What is missing

newcomers-title = { $n ->
    [one] { $n } person of your class has joined
   *[other] { $n } people of your class have joined
  }
newcomers-one = { $kin ->
    [mother] { $who }: mother
    [father] { $who }: father
    [self] { $who }: the pupil
   *[other] { $who }: guardian
  }
newcomers-more = and { $n } more
newcomers-off = To switch this off: /reminders
newcomers-open = Who has joined

joined-topic = One more address was connected
joined-said = One more address was connected to your diary: messages of the school go there too from now on.
joined-stranger = If this was not you, tell the class teacher: they will disconnect it.
joined-open = Open the diary
