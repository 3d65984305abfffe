# Words of the pages about contacts.

turning = Pages of the list
turning-before = Previous
turning-after = Next

contacts-title = Contacts
contacts-back = To the contacts
contacts-say = { $n ->
    [0] Nobody waits to be confirmed.
    [one] { $n } contact waits to be confirmed.
   *[other] { $n } contacts wait to be confirmed.
  }
contacts-slips = Slips by class
contacts-move = Move to another channel
contacts-find = Find a person
contacts-queues = Queue
contacts-tab = { $tab ->
    [waiting] Wait to be confirmed: { $n }
    [confirmedThisWeek] Confirmed this week: { $n }
    [suspended] Suspended: { $n }
   *[unreachable] Out of reach: { $n }
  }
contacts-tab-name = { $tab ->
    [waiting] Waiting to be confirmed, the oldest first
    [confirmedThisWeek] Confirmed this week, the newest first
    [suspended] Suspended, the newest first
   *[unreachable] Pupils of whom nobody can be written to
  }
contacts-empty = { $tab ->
    [waiting] Nobody waits to be confirmed. A new contact shows up here once it is entered by a statement or a family opens its slip.
    [confirmedThisWeek] Nobody confirmed an address this week. Print slips for a class whose families have not joined yet.
    [suspended] No contact is suspended. An address that a family did not answer about for a year shows up here by itself.
   *[unreachable] Somebody can be written to about every pupil. Whoever cannot be reached any more will show up here.
  }
contacts-who = Who
contacts-where = Where to write
contacts-since = Since
contacts-stands-head = Known from
contacts-state-head = State
contacts-pupil = Pupil
contacts-class = Class
contacts-whom = Who cannot be written to
contacts-channel = { $channel ->
    [telegram] Telegram
    [email] email
   *[paper] paper
  }
contacts-stands = { $stands ->
    [statement] the family's statement
    [signed] a document, signature checked
    [unverified] a document, signature not checked
   *[nothing] their own entry
  }
contacts-reason = { $reason ->
    [botBlocked] the bot is blocked
    [addressRefused] there is no such address
    [recheckDue] the yearly question was not answered
    [askedToPause] the family asked to pause
    [doubtful] the address is in doubt
   *[other] the address takes no messages
  }
contacts-state = { $state ->
    [unconfirmed] not confirmed
    [confirmed] confirmed
    [suspended] suspended: { $reason ->
        [botBlocked] the bot is blocked
        [addressRefused] there is no such address
        [recheckDue] the yearly question was not answered
        [askedToPause] the family asked to pause
        [doubtful] the address is in doubt
       *[other] the address takes no messages
      }
   *[revoked] revoked
  }

## Passport of a contact
passport-title = Contacts: { $name }
passport-person = The person's page
passport-ward = { $kinship ->
    [mother] mother
    [father] father
   *[other] legal guardian
  } of { $name }
passport-none = There is nowhere to write. Record the family's statement and enter an address by it, or print the slips of the class.
passport-first = We write here first.
passport-last-resort = the school prints sheets by itself: nothing else arrives
passport-behind = { $stands ->
    [statement] Statement { $number } of { $day }
    [signed] Document { $number } of { $day }, signature checked
   *[unverified] Document { $number } of { $day }, signature not checked
  }
passport-entered = Entered
passport-confirmed = Confirmed
passport-confirmed-on = { $day }, { $how }{ $by ->
    [none] .
   *[other] ; by { $by }.
  }
passport-how = { $how ->
    [slip] by a slip with its code
    [link] by the link of a letter
    [none] how is not recorded
   *[other] { $how }
  }
passport-not-yet = not yet
passport-owner-only = No statement stands behind it. Only the person can confirm it: by the link or a slip.
passport-how-ask = How do you know the address is theirs?
passport-how-hint = For example: named by phone, compared with the statement.
passport-confirm = Confirm the contact
passport-give-document = Put the document behind the contact
passport-suspend-why = Why not to write for now
passport-suspend = Suspend the contact
passport-revive = Write here again
passport-revoke = Revoke the contact
passport-add = Enter a contact
passport-add-needs = Record the family's statement first: a contact is entered by a document.
passport-add-do = Enter the contact
passport-address = Email address
passport-address-hint = Leave it empty for paper. Telegram is joined by the family itself: by a slip with a code.
passport-document = By which document
passport-statement = Statement No. { $number } of { $day }
passport-signed = Signed document { $number } of { $day }
passport-documents = Documents
passport-no-documents = No documents yet. The class teacher and the administrator record the family's statement here.
passport-about-paper = The family asks for paper: sheets go first.
passport-scan = Save the scan
passport-no-scan = No scan.
passport-attach = Scan: PDF, JPEG or PNG up to 10 MB
passport-attach-do = Attach the scan
passport-verified = signature checked
passport-verify-how = How the signature was checked
passport-verify = The signature is checked
passport-record = Record a statement
passport-number = Number
passport-date = Date
passport-about = About
passport-about-what = { $about ->
    [paper] asks for paper instead of messages
   *[contacts] names addresses to write to
  }
passport-record-do = Record the statement

## Slips
slips-title = Slips by class
slips-say = A slip holds a code and a PIN: the family opens the link and joins by itself. A new slip ends the one before it.
slips-none = There are no classes this year. Load them from a file on the page “People”.
slips-unreachable = { $n ->
    [0] Somebody can be written to about everybody.
    [one] { $n } pupil of whom nobody can be written to.
   *[other] { $n } pupils of whom nobody can be written to.
  }
slips-everybody = Also to those who have an address
slips-print = Print the slips

## Moving to another channel
move-title = Move to another channel
move-say = The address on this channel becomes the first for everybody who has confirmed one. No new address comes up; who asked for paper stays on paper.
move-whom = Whom
move-school = the whole school
move-onto = Where to
move-count = Count
move-would = { $n ->
    [0] There is nobody to move: nobody has a confirmed address on this channel that is not the first already.
    [one] { $n } person will be moved.
   *[other] { $n } people will be moved.
  }
move-do = Move: { $n }
move-done = Moved: { $n }.
