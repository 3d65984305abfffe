# Words of the calendar of a school year.

calendar-title = Calendar
calendar-years = School years
calendar-open = Open the next year
calendar-none = { $may ->
    [yes] There is no school year yet. Open it, and its calendar will be here.
   *[no] There is no school year yet. The administrator opens it.
  }
calendar-first-run = First run: open a school year
calendar-say = School year { $name }: from { $from } to { $to }, { $n } days a week.{ $closed ->
    [yes] {" "}It is closed, its calendar is only read.
   *[no] {""}
  }
calendar-change-year = Change the year
calendar-close-hint = A closed year is never changed again.
calendar-close = Close the year { $name }
calendar-terms = Terms
calendar-off = Days without lessons
calendar-moved = Moved days
calendar-bells = Bells
calendar-nothing = { $may ->
    [yes] Nothing is entered yet. Add the first entry.
   *[no] Nothing is entered yet. The deputy head and the administrator add entries.
  }
calendar-add = Add
calendar-change = Change
calendar-save = Save
calendar-remove = Take away: { $what }
calendar-kind = What it is
calendar-term-kind = { $kind ->
    [quarter] quarter
    [halfYear] half-year
    [trimester] trimester
   *[module] module
  }
calendar-off-kind = { $kind ->
    [vacation] holidays
    [publicHoliday] public holiday
   *[other] other: frost, quarantine
  }
calendar-number = Number
calendar-name = Name
calendar-from = First day
calendar-to = Last day
calendar-week = School days a week
calendar-level-from = Classes from
calendar-level-to = to
calendar-levels = classes { $from }–{ $to }
calendar-day = Day
calendar-like = By the timetable of which day
calendar-as = lessons: { $day }
calendar-no-lessons = no lessons
calendar-reason = Reason
calendar-bells-lines = Lessons, a line each
calendar-bells-hint = Number, beginning and end: 1 8:30–9:10
calendar-bells-weekdays = On which days of the week
calendar-bells-weekdays-hint = 1 Monday … 6 Saturday. Empty: every day.
calendar-bells-date = On one day only
