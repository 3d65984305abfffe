# Words of a teacher's day.

lessons-today = Lessons today
lessons-of = Lessons of { $day }
lessons-before = A day earlier
lessons-after = A day later
lessons-none = { $when ->
    [1] { $day }: no lessons today. They come here on their day.
   *[0] { $day }: you have no lessons.
  }
lessons-running = { $day }. Now { $class } has { $subject }, until { $to }.
lessons-open = { $day }. Marks can be set until the day ends.
lessons-number = lesson { $n }, until { $to }
lessons-no-marks = no marks
lessons-lacks = Not written: { $what }
lessons-lack = { $lack ->
    [topic] topic
    [roll] who is here
   *[homework] homework
  }
lessons-awaited = Works wait for marks
lessons-until = until { $day }
lessons-journals = My journals
lessons-corrections = My corrections
