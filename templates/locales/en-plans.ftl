# Words of the lesson plans.

plans-title = Lesson plans
plans-none = { $own ->
    [yes] You teach nothing yet. Plans will stand here with it.
   *[no] Nothing is taught at the school yet. Plans will stand here with it.
  }
plans-say = { $n ->
    [one] There is to be { $n } plan.
   *[other] There are to be { $n } plans.
  } { $missing ->
    [0] All are there.
   *[other] Missing: { $missing }.
  } { $behind ->
    [0] No programme is behind.
   *[other] Programmes behind: { $behind }.
  }
plans-hours = Planned { $planned } of { $hours }, given { $given }{ $differing ->
    [0] {""}
   *[other] , in other words { $differing }
  }
plans-missing = { $late ->
    [yes] Missing, it was due on { $day }
   *[no] Missing, due on { $day }
  }
plans-behind = { $n ->
    [one] { $n } lesson behind
   *[other] { $n } lessons behind
  }
plan-title = Plan: { $subject }, { $whom }
plan-say = { $topics ->
    [one] The plan has { $topics } topic
   *[other] The plan has { $topics } topics
  }, { $hours ->
    [one] { $hours } lesson
   *[other] { $hours } lessons
  }. Upload number { $version }.
plan-none = There is no plan yet. Upload a table, and topics will be proposed in lessons.
plan-saved = The plan is saved. The earlier one stays in the history.
plan-file = Table with the plan
plan-columns = XLSX or CSV, with the headings of the table that can be downloaded: topic, hours, date, homework. Only the topic is required.
plan-apply = Save at once, without looking
plan-send = Read the table
plan-preview = What the table holds
plan-previewed = { $state ->
    [wrong] Nothing is saved. Mend the table and upload it again; wrong cells: { $n }.
    [same] This plan stands already, topics: { $topics }.
   *[new] Nothing is saved yet. If all is right, upload the table again with “Save at once”; topics: { $topics }.
  }
plan-lines = Topics in their order
plan-export = Download as a table
plan-number = No.
plan-topic = Topic
plan-hours = Lessons
plan-day = Day
plan-homework = Homework
