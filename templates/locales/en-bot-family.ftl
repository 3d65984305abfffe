# Words of the bot for families: the diary.

bot-family-menu-menu = Menu
bot-family-menu-today = Today and tomorrow
bot-family-menu-week = The week
bot-family-menu-marks = Marks
bot-family-menu-homework = Homework
bot-family-menu-absences = Absences
bot-family-menu-finals = Final marks
bot-family-choose = What shall I open?
bot-family-back = ‹ Back
bot-family-to-menu = ‹ Menu
bot-family-nobody = No pupil's diary is open to you now. If that is a mistake, tell the class teacher.
bot-family-not-yours = In the bot this diary is opened by the family and the pupil. You find it on the site.

## A day and a week
bot-family-near-day = { $near ->
    [0] Yesterday
    [1] Today
   *[2] Tomorrow
  }
bot-family-no-lessons = No lessons.
bot-family-asked = { $asked ->
    [given] homework: { $task }
   *[due] to do: { $task }
  }
bot-family-cancelled = no lesson
bot-family-absent = absent
bot-family-late = { $minutes ->
    [0] late
   *[other] { $minutes } min late
  }
bot-family-weekday = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
  } { $day }
bot-family-week-before = ‹ A week before
bot-family-week-after = A week after ›

## Marks
bot-family-marks = marks, { $period }
bot-family-no-marks = No marks yet.
bot-family-why = { $mark } · { $day }
bot-family-topic = Topic of the lesson: { $topic }.
bot-family-weight = { $n ->
    [1] The usual weight: it counts once in the average.
   *[other] Weight { $n }: it counts { $n } times in the average.
  }
bot-family-what-if = What if
bot-family-trial = { $subject }, what if
bot-family-trial-how = Add a mark and see what comes out. Nothing is written into the journal.
bot-family-now = Now: { $result }.
bot-family-then = With { $marks } on top: { $result }.
bot-family-trial-weights = ×2, ×3: how much the work weighs; a test may count for more than an answer.
bot-family-anew = Start over
bot-family-no-average = no average yet
bot-family-result = average { $average }, comes out as { $mark }
bot-family-result-disputed = average { $average }, disputed: { $lower } or { $upper }, the teacher decides

## Homework, absences, finals
bot-family-homework = homework
bot-family-due-later = No day known
bot-family-absences = absences, { $period }
bot-family-finals = final marks
bot-family-no-finals = No final marks yet.

## Files of lessons
bot-files = { $n ->
    [0] no files of this lesson
   *[other] files of the lesson
  }
bot-files-of = Files: { $subject } ({ $n })
bot-files-one = { $kind ->
    [work] { $name }, { $size }: own work
   *[other] { $name }, { $size }
  }
bot-files-size = { $unit ->
    [mb] { $n } MB
   *[kb] { $n } KB
  }
bot-files-on-site = The lessons have files: they open in the diary on the site.
