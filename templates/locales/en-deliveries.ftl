# Words of the page of deliveries: the fate of every message, its attempts and reasons.

deliveries-title = Deliveries
deliveries-caption = Deliveries, the latest first
deliveries-none = There are no such messages.
deliveries-found = Messages found: { $n }.
deliveries-empty = No deliveries yet. The first one appears here when a teacher gives a mark.
deliveries-quiet-day = There were no messages today yet.
deliveries-sum = { $any ->
    [yes] Messages accepted today: { $sent }
   *[no] Nothing was accepted today yet
  }{ $waits ->
    [yes] , waiting { $waiting }
   *[no] { "" }
  }{ $refuses ->
    [yes] , refused { $refused }
   *[no] { "" }
  }.
deliveries-who = To whom or about whom
deliveries-who-hint = Name of a pupil or a parent
deliveries-state-head = How it ended
deliveries-state = { $state ->
    [waiting] waiting
    [sending] being sent
    [sent] accepted
    [unknown] may have arrived
    [failed] refused or broken
    [dropped] dropped
   *[all] all
  }
deliveries-find = Find
deliveries-show = Show
deliveries-of = Messages: { $name }
deliveries-of-all = Show everybody
deliveries-people = Whom to show?
deliveries-people-none = Nobody has such a name. Check how it is written.
deliveries-due = Due
deliveries-receiver = To whom and about whom
deliveries-channel-head = Channel
deliveries-channel = { $channel ->
    [telegram] Telegram
    [email] email
   *[paper] paper
  }
deliveries-late-head = After it was due
deliveries-today = , today
deliveries-whole = { $kind ->
    [absences] absence
    [daily] digest of the day
    [weekly] digest of the week
    [confirm] confirming an address
    [reminder] reminder to a teacher
    [joined] a new address
    [trial] test message
    [entry] link to sign in
   *[newcomers] who has joined
  }
deliveries-empty-message = without content
deliveries-newer = Newer
deliveries-older = Earlier
deliveries-sums = Today by channel
deliveries-sums-title = The whole school today
deliveries-on-time = on time
deliveries-refused = refused
deliveries-promise = On time means accepted within 10 seconds, a digest within 15 minutes, finals within a day;
deliveries-by-day = day by day
deliveries-no-content = What a message says is not shown here: that is the family’s.
deliveries-late = { $unit ->
    [s] { $n } s
    [min] { $n } min
   *[h] { $n } h
  }

attempts-title = How it went
attempts-none = There were no attempts yet.
attempts-where = Where to
attempts-to = { $channel ->
    [telegram] chat •••{ $address }
    [paper] by the class teacher
   *[email] { $address }
  }
attempts-suspended = The contact is suspended: { $why }.
attempts-revoked = The contact is revoked.
attempts-replay = Send again
attempts-attempt = Attempt { $n }{ $again ->
    [yes] , a repeat: the one before may have arrived
   *[no] { "" }
  }
attempts-outcome = { $outcome ->
    [sent] Accepted
    [later] Asked to come later
    [unknown] No answer
    [never] Refused for good
    [broken] Broken on our side
   *[released] Released
  }
attempts-under-way = being sent

delivery-waits = { $dated ->
    [no] waits to be repeated: { $why }
   *[other] waits until { $until }: { $why }
  }
delivery-sent = { $paper ->
    [yes] printed since { $at }
   *[no] accepted at { $at }
  }
delivery-broken = broken on our side
delivery-fate = { $state ->
    [sending] being sent
    [unknown] may have arrived: { $why }
    [failed] refused for good: { $why }
    [dropped] dropped: { $why }
   *[waiting] waiting
  }
delivery-reason = { $reason ->
    [withdrawnBeforeTold] the mark was taken back before it was sent
    [asTold] the family knows it already
    [choseOff] the family chose not to hear of it
    [notLow] the family asked for 2 and 3 only
    [heldAgain] the mark was changed before it was sent
    [nothingToSay] there is nothing left to say
    [nothingNew] nothing new in that time
    [noRight] the receiver may no longer know it
    [contactLost] the contact is no longer in force
    [patienceEnded] the channel did not answer for too long, the next one was taken
    [noContact] nowhere to send it
    [botBlocked] the receiver blocked the bot
    [accountGone] the receiver deleted the account
    [chatGone] the chat is no more
    [chatMoved] the chat has moved
    [neverStarted] the receiver has not opened the bot yet
    [addressRefused] there is no such address
    [quietHours] the family has quiet hours
    [tooMany] we were asked to wait
    [serverError] a failure at the provider
    [noConnection] no connection
    [tokenRefused] the bot was not accepted, check its key
    [loginRefused] the mail server did not take the password
    [mailSettings] mail is not set up
    [recheckDue] the yearly question was not answered
    [askedToPause] the family asked for a pause
    [doubtful] the address is in doubt
    [noAnswer] there was no answer
    [workerGone] the work was cut off half way
    [bounced] the letter came back
    [mailboxDisabled] the mailbox is switched off
    [mailboxFull] the mailbox is full
    [refusedByPolicy] refused by the rules of the mail server
    [messageRefused] the letter was not accepted
    [senderRefused] the mail server does not take our sender
    [tokenShared] somebody else works with this key of the bot
    [refusedForNow] we were asked to try later
    [serverBusy] the server is busy
    [badSequence] the server lost its way
    [arrived] the pupil arrived before the message left
    [excused] the family had told in advance
   *[other] { $reason }
  }
