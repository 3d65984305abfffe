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

## Control of the journals
control-title = How the journals are kept
control-weeks = Week
control-before = A week earlier
control-after = A week later
control-say = { $lessons ->
    [one] { $lessons } lesson is over
   *[other] { $lessons } lessons are over
  }. { $found ->
    [0] Nothing was found.
   *[other] Found: { $found }. Tests without marks past their norm: { $marks }.
  }
control-publish = Publish to the teachers
control-published = The week is on the teachers' board
control-none = No lesson of this week is over yet. Lessons come here by themselves, from the timetable.
control-caption = Journals of the week by teacher
control-found = Found
control-teacher = Teacher
control-lessons = Lessons
control-finding = { $finding ->
    [withoutTopic] No topic
    [withoutHomework] No homework
    [withoutRoll] No roll
   *[withoutMarks] Tests without marks
  }
control-trend = Six weeks
control-by-week = Found by week: { $list }
control-all = The whole school, teachers: { $n }
control-today = Not filled in today yet
control-no-gaps = Every lesson that is over has its topic and roll. What is missing will show up here.
control-lacks = { $lacks ->
    [both] no topic and no roll
    [topic] no topic
   *[roll] no roll
  }
control-unentered = { $n ->
    [one] The final mark of { $n } pupil is known and not entered.
   *[other] Final marks of { $n } pupils are known and not entered.
  }
control-waits = Waiting for you
control-corrections = Corrections to decide: { $n }
control-debts = Deadlines of the year: { $n } missing, { $late } overdue
control-post = How the journals were kept, { $days }
control-line = { $name }: no topic { $withoutTopic }, no homework { $withoutHomework }, no roll { $withoutRoll }, tests without marks { $withoutMarks }

## Corrections
corrections-title = Corrections
corrections-none = Nothing to decide. A teacher's request appears here.
corrections-waiting = { $n ->
    [one] { $n } request waits for your decision.
   *[other] { $n } requests wait for your decision.
  }
corrections-decided = Decided
correction-final = Final mark
correction-remove = take away
correction-act = Number of the act
correction-approve = Approve: { $value }
correction-refuse = Refuse
correction-answer = Why, in a sentence for the teacher
correction-state = { $state ->
    [approved] corrected by act no. { $act }
    [refused] refused: { $answer }
   *[other] not decided
  }

## Board and deadlines
board-title = Teachers' board
board-write = Write on the board
board-post-title = Title
board-post-text = Text
board-publish = Publish on the board
board-none = The board is empty. A notice of the deputy head appears here.
board-analysis = analysis of the journals
board-earlier = Earlier ones
deadlines-title = Deadlines of the school year
deadlines-none = All that was due is done.
deadlines-say = { $n ->
    [one] { $n } thing is missing
   *[other] { $n } things are missing
  }{ $late ->
    [0] , none overdue.
   *[other] , { $late } overdue.
  }
deadlines-who = { $owes ->
    [administrator] The administrator's
    [deputyHead] The deputy head's
    [classTeacher] The class teachers'
   *[subjectTeacher] The teachers'
  }

## What is missing by its day
owed-thing = { $what ->
    [terms] The terms are not entered
    [licence] The school's licence is missing or has run out
    [accreditation] The school's accreditation is missing or has run out
    [schoolCard] The school's card is not filled in
    [staffCards] Personal cards of staff are not complete
    [classCards] Personal cards of pupils and parents are not complete
    [accountsMissing] Accounts are not made
    [accountsNotHandedOver] Accounts are not handed over
    [teachings] Teaching loads are not entered
    [timetable] There is no timetable
   *[plan] There is no lesson plan
  }
owed-of = { $what ->
    [schoolCard] { "" }
   *[other] : { $of }
  }
