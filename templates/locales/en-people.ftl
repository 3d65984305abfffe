# Words of the pages about people and their movement.

people-title = People
people-caption = People of the school by surname
people-surname = Surname
people-role-head = Position
people-anybody = anybody
people-class = Class
people-any-class = any
people-find = Find
people-none = Nobody was found. Check the surname, or leave out class and position.
people-name = Name
people-what = Who it is
people-pupil = pupil, { $class }
people-guardian = legal guardian
people-role = { $role ->
    [administrator] administrator
    [head] head teacher
    [deputyHead] deputy head
    [secretary] secretary
   *[teacher] teacher
  }

person-back = To the people
person-born = Born on { $day }
person-contacts = Contacts
person-issued = Write this down and hand it over: the password is shown once, its owner changes it when signing in.
person-login = Login
person-password = Password
person-classes = Classes
person-leads = Class teacher of
person-from = from { $from }
person-from-to = from { $from } to { $to }
person-family = Family
person-ward = { $kinship ->
    [mother] Mother
    [father] Father
   *[other] Legal guardian
  } of { $name }
person-guardian = { $name }, { $kinship ->
    [mother] mother
    [father] father
   *[other] legal guardian
  }
person-barred = rights limited from { $day }
person-roles = Positions
person-role-last = Last day
person-role-end = End the position
person-no-roles = No roles. Give the first one: with it the person signs in as staff.
person-role-give = Give a position
person-role-from = From
person-role-document = Date of the hiring document, if any
person-role-do = Give the position
person-account = Account
person-account-is = Login { $login }, made on { $day }.
person-handed = Handed over on { $day }.
person-not-handed = Not handed over to its owner yet.
person-closed = Closed on { $day }.
person-no-account = There is no account.
person-account-make = Make an account
person-password-new = Issue a new password
person-hand-over = Note that it was handed over
person-close = Close the account
person-reopen = Open it again

movement-title = Movement orders
movement-say = A table of orders of the outside register: first we show what would change, then it is carried out. Loading it again doubles nothing.
movement-file = File with orders: XLSX, CSV or JSON
movement-columns = Columns: outsideId, kind, number, signedOn, from, pupilKey, surname, givenName, patronymic, birthDate, sex, class.
movement-apply = Carry them out at once. Without this we only show.
movement-send = Read the orders
movement-plan = { $applied ->
    [yes] Carried out
   *[no] What would change
  }
movement-counts = { $applied ->
    [yes] Orders carried out: { $fresh }. Carried out before: { $same }. Not carried out, with faults: { $wrong }.
   *[no] New orders: { $fresh }. Carried out already: { $same }. With faults: { $wrong }. Nothing has changed yet: attach the file again and tick “Carry them out at once”.
  }
movement-wrong = Rows with faults
movement-row = Row
movement-column = Column
movement-cell = Written
movement-why = Expected
movement-orders = Orders of the table
movement-what = What the order does
movement-state = State
movement-is = { $state ->
    [fresh] new
   *[same] carried out before
  }
movement-done = Orders carried out
movement-none = No orders yet. Load a table from the register.
movement-paper = Compared with the paper
movement-order = { $kind ->
    [enrolment] Enrol into { $class }
    [transfer] Move to { $class }
   *[expulsion] Expel
  } from { $from }, order No. { $number } of { $signed }
movement-checked = compared
movement-check = Compared with the paper
movement-unchecked = not yet
