# Words of the pages of families and pupils: diary, marks, finals.

pupil-children = Children
pupil-sections = At school
pupil-section = { $section ->
    [diary] Diary
    [marks] Marks
    [finals] Final marks
    [excuses] Notes
   *[talk] Talk
  }
pupil-none = No diary is open to you now. If that is a mistake, tell the class teacher.

## The week
diary-page = { $pupil }: diary, { $days }
diary-before = The week before
diary-after = The week after
diary-now = To this week
diary-days = Days of the week
diary-no-marks = No marks this week.
diary-marks = { $marks }: { $each }.
diary-missed = { $missed }.
diary-due = To do for { $day }: { $subjects }.
diary-today = today
diary-no-lessons = No lessons.
diary-lesson-off = no lesson
diary-homework-short = { $due ->
    [yes] to do
   *[no] homework
  }
diary-task = for this pupil: { $task }
diary-nothing-asked = no homework
diary-weekday = { $n ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[0] Sun
  }
diary-weekday-long = { $n ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[0] Sunday
  }
diary-reason-short = { $reason ->
    [illness] ill
    [valid] exc
    [invalid] unexc
    [released] rel
   *[unknown] ?
  }
diary-absent = absent from the lesson, { $reason ->
    [illness] illness
    [valid] with a valid reason
    [invalid] without a valid reason
    [released] released
   *[unknown] reason not given
  }
diary-late = { $minutes ->
    [0] late
   *[other] late by { $minutes } min
  }

## Marks
marks-page = { $pupil }: marks
marks-subject-page = { $pupil }: { $subject }
marks-plain = Marks
marks-title = Marks { $period }
marks-terms = Period
marks-term = { $kind ->
    [quarter] Quarter { $n }
    [halfYear] Half-year { $n }
    [trimester] Trimester { $n }
   *[module] Module { $n }
  }
marks-until = The period runs until { $day }.
marks-none = No marks in this period yet. The first one will appear here by itself.
marks-no-average = There is no average yet.
marks-comes-out = comes out as { $mark }
marks-line = The length of the blue line is the average, from 2 to 5.
marks-years = Past years
marks-year = { $year }, { $class }
marks-back = ‹ All marks { $period }
marks-back-week = ‹ That week's diary
marks-each = Marks by day
marks-chart = Marks: { $told }. The average was { $from } and is { $to }.
marks-trial = What if
marks-trial-how = Choose marks that are not there yet and see what would come out. Nothing is written into the journal.
marks-trial-nth = Mark { $n }
marks-trial-ask = Work it out
marks-how = How the average is worked out
marks-steps = The school's rule: { $steps }.
marks-step = { $value } from { $from }
marks-history = How it came about

## Final marks
finals-page = { $pupil }: final marks
finals-own = Final marks
finals-none = No final marks yet. They will appear here when the school announces them.
finals-unseen = Final marks have been given. Confirm that you have seen them.

## Notes
excuses-page = { $pupil }: notes of absence
excuses-title = Notes of absence
excuses-handed = Handed to the class teacher.
excuses-how = Write in advance or on the same day. The class teacher will see the note.
excuses-from = From
excuses-to = Until
excuses-why = Why
excuses-file = A photo or PDF of the certificate, if there is one
excuses-file-hint = PDF, JPEG or PNG up to 10 MB.
excuses-send = Send the note
excuses-given = Written so far
excuses-none = No notes yet. Those you send will appear here with what became of them.
excuses-state = { $state ->
    [given] waits for the class teacher
    [confirmed] the class teacher has read it
   *[withdrawn] taken back
  }{ $files ->
    [0] {""}
    [one] , { $files } document attached
   *[other] , { $files } documents attached
  }
excuses-withdraw = Take the note back: { $days }

## Talk
talk-page = { $pupil }: talk with the class teacher
talk-title = Talk with the class teacher
talk-none = No messages yet. Write the first one: the class teacher gets it at once.
talk-side = { $side ->
    [family] You
   *[teacher] Class teacher
  }
talk-read = { $time }, read
talk-mark-read = I have read it
talk-write = Message
talk-send = Send the message

## Settings
settings-title = Settings
settings-all = For all children at once
settings-frequency = { $frequency ->
    [now] at once
    [evening] in the evening
    [weekly] once a week
   *[off] do not send
  }
settings-marks = Marks
settings-low = Only 2 and 3
settings-homework = Homework
settings-weekly = Digest of the week
settings-save = Save: { $what }
settings-hours = Hours
settings-quiet-from = Quiet from
settings-quiet-to = Quiet until
settings-quiet-hint = The same hour twice: write at any time. An absence during lessons is told at once.
settings-weekly-day = Day of the digest
settings-weekly-hour = Hour of the digest
settings-save-hours = Save the hours
settings-contacts = Where we write to
settings-no-contacts = No addresses yet. Connect Telegram or tell the class teacher an address.
settings-contact-state = { $state ->
    [paused] you asked for a pause
    [unconfirmed] waits to be confirmed
    [confirmed] confirmed
    [suspended] stopped: the address does not answer
   *[revoked] disconnected
  }
settings-telegram = Connect Telegram
settings-data = You can have everything as one file.
settings-data-get = Download as a file

## Telegram
telegram-say = Open the bot by this button: it will know you by itself.
telegram-open = Open the bot in Telegram
telegram-own = The link is yours alone and works for { $minutes } minutes: do not pass it on. Later open this page again.
telegram-demo = In the made-up school the bot lives on a page; nothing goes out.
telegram-none = The school's bot is not connected. When the administrator connects it, a button will appear here.
telegram-window = Open the bot

## A mark aloud
mark-spoken = { $meaning ->
    [released] released
    [unattested] not attested
    [passed] passed
   *[failed] not passed
  }
mark-was = { $now ->
    [withdrawn] , withdrawn, was { $was }
   *[changed] , was { $was }
  }
