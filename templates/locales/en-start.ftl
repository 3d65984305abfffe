# Words of the first page.

start-title = A school journal that delivers itself
start-head = A school journal that brings the news to the family by itself
start-way = The way of one mark
start-lesson = lesson
start-given = The teacher gives a 4 for the test.
start-hold = { $seconds ->
    [0] at once
   *[other] { $minutes ->
        [0] +{ $seconds } s
       *[other] +{ $minutes } min
      }
  }
start-read = Mum reads what the mark was for, what the average is now and what is missing for a 5.
start-each = each their way
start-others = Dad asked for email: a letter goes to him. Grandma, who has no internet, is handed a sheet of paper.
start-inside = Look at it from inside
start-made-up = The school is made up, and you may touch everything. Nothing leaves it: messages lie in the postbox.
start-on-time = Today { $share } of messages were accepted within 10 seconds.
start-by-day = Day by day
start-sign-in = Sign in
start-goes-on = This page opens when you have signed in.
start-login = Login
start-password = Password
start-enter = Sign in
start-no-luck = It does not work? Login and password come from the school’s administrator.
start-are-in = You are signed in
start-teacher = Open as a teacher
start-lesson-of = { $name } { $class } { $when ->
    [now] has its lesson { $number } now
    [later] has its lesson { $number } today
   *[over] had its lesson { $number } today
  }, { $subject }: put a mark.
start-no-lesson = { $name } No lessons today.
start-guardian = Open as a parent
start-kinship = { $kinship ->
    [mother] mother
    [father] father
   *[other] guardian
  }
start-children = { $name }, { $kinship }. { $children }: what comes and how it reads.
start-administrator = Open as the administrator
start-fates = { $name } Whom it reached, when, and why not.
start-deputy = Open as the deputy head
start-finals = { $name } Which final marks families do not know yet.
start-postbox = Postbox
start-messages = Every message as its receiver sees it.
