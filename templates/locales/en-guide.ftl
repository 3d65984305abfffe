# Words of the help and of the training schedule.

guide-title = Help
guide-say = The journal is there round the clock. In short: what one does here, and where.
guide-roles = For whom
guide-role = { $role ->
    [guardian] Parents
    [pupil] Pupils
    [subjectTeacher] Teachers
    [classTeacher] Class teachers
    [deputyHead] Deputy heads
    [head] The head teacher
    [secretary] The secretary
   *[administrator] The administrator
  }
guide-open = Open

training-title = Training sessions
training-none = No session is planned yet. Ask the class teacher or the school’s administrator.
training-none-plan = No session is planned yet. Plan the first one: everybody will see it.
training-where = { $day }, { $place }
training-cancel = Cancel
training-plan = Plan a session
training-topic = About
training-day = Day
training-time = Begins
training-place = Where
training-add = Plan
