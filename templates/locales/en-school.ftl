# Words of the pages around the journal: control, timetable, plans, calendar.

school-pages = Pages of the school
school-tab = { $tab ->
    [control] Journals
    [corrections] Corrections
    [classes] Classes
    [board] Board
    [timetable] Timetable
    [plans] Lesson plans
    [deadlines] Deadlines
    [calendar] Calendar
    [curriculum] Curriculum
   *[announcements] Announcements
  }
