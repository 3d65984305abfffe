# Words of the pages a school begins with: the first run and people by a table.

first-run-title = First run
first-run-say = { $left ->
    [0] The school is ready. Print the access slips for the families.
    [one] { $left } step is left. You may stop here and go on later.
   *[other] { $left } steps are left. You may stop here and go on later.
  }
first-run-step = { $step ->
    [school] School
    [year] School year
    [people] Classes and people
   *[channels] Channels
  }
first-run-state = { $done ->
    [yes] done
   *[no] not yet
  }
first-run-save = Save the school
first-run-year-name = What the year is called, for example 2026/27
first-run-year-is = The school year { $name } is set. The deputy head changes its borders, holidays and bells in the calendar.
first-run-year-first = Set the school year first: pupils belong to their classes from its first day.
first-run-week = School week
first-run-week-of = { $days ->
    [6] six days, Monday to Saturday
   *[5] five days, Monday to Friday
  }
first-run-terms = Terms of levels 1–9
first-run-terms-hint = Levels 10 and 11 always have half-years.
first-run-terms-of = { $kind ->
    [trimester] trimesters
    [module] modules
   *[quarter] quarters
  }
first-run-plan = The year would begin like this. Nothing is written yet; each line can be changed later.
first-run-plan-terms = Terms
first-run-plan-off = Holidays
first-run-term = Term
first-run-term-of = { $kind ->
    [quarter] Quarter { $number }
    [halfYear] Half-year { $number }
    [trimester] Trimester { $number }
   *[module] Module { $number }
  }
first-run-levels = Levels
first-run-days = Days
first-run-off = What
first-run-people-are = Classes: { $classes }, pupils: { $pupils }, staff: { $staff }.
first-run-channels = The keys of channels are set by whoever starts the journal: by the environment, not on a page. Here you see what is set.
first-run-what = What
first-run-set = Set
first-run-variables = By what
first-run-channel = { $name ->
    [publicUrl] Address of the journal for families
    [telegram] Telegram
   *[email] Email
  }
first-run-is-set = { $set ->
    [yes] set
   *[no] not set
  }
first-run-variable = { $name ->
    [telegram] TELEGRAM_BOT_TOKEN
   *[email] SMTP_URL, MAIL_FROM
  }
first-run-postbox = POSTBOX=1 is set: messages stay in the postbox of the journal and leave for nowhere.
first-run-test = Try it on yourself: enter your own address, confirm it and send yourself a test.
first-run-test-go = Send yourself a test
first-run-done = Everything is set. Next: access slips for families, accounts for teachers, the timetable.

people-import-title = Load people by a table
people-import-say = First we show what would change, and every mistake with its row. The whole table is written or nothing; the same table again doubles nothing.
people-import-kind-head = Whom to load
people-import-kind = { $kind ->
    [pupils] pupils with classes and parents
   *[staff] staff
  }
people-import-file = Table: XLSX, CSV or JSON
people-import-hint = The first sheet of a workbook; columns in any order, headings in the first row.
people-import-apply = Write it at once. Without this it is only shown.
people-import-send = { $again ->
    [yes] Read it again
   *[no] Read the table
  }
people-import-columns = { $kind ->
    [pupils] Columns of the table of pupils
   *[staff] Columns of the table of staff
  }
people-import-about = { $kind ->
    [pupils] Number of the personal file, class, surname and given name are needed; the rest may stay empty. By that number a pupil is known the next time. Families give their addresses themselves, by the access slip.
   *[staff] Roles in Russian: teacher, deputy head, head, secretary, as in the sample. Who has two roles stands in two rows. An administrator is appointed on their own page.
  }
people-import-sample = Download a sample
people-import-plan = { $state ->
    [wrong] Nothing was written
    [applied] Written
   *[shown] What would change
  }
people-import-outcome = { $state ->
    [wrong] Mistakes: { $n }. Correct them in the table and attach it again.
    [applied] The table is written. Nothing was sent to anybody.
   *[shown] No mistakes. Nothing has changed yet: attach the file again and tick “Write it at once”.
  }
people-import-counts = How many
people-import-what = What
people-import-how = { $how ->
    [fresh] New
    [changed] Would change
   *[same] As it is
  }
people-import-thing = { $thing ->
    [years] School year
    [classes] Classes
    [pupils] Pupils
    [guardians] Parents
    [enrolments] Enrolments
    [guardianships] Who is whose parent
    [staff] Staff
   *[roles] Roles
  }
people-import-more = …and { $n } more.
