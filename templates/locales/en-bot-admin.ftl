# Words of the bot for the administrator.

bot-admin-menu-contacts = Contacts that wait
bot-admin-menu-failed = What did not arrive
bot-admin-menu-state = How sending works now
bot-admin-menu-announce = An announcement to families
bot-admin-channel = { $channel ->
    [telegram] Telegram
    [email] email
   *[paper] paper
  }

## Contacts
bot-admin-contacts = { $queue ->
    [waiting] Waiting to be confirmed: { $n }
    [confirmedThisWeek] Confirmed this week: { $n }
   *[suspended] Suspended: { $n }
  }
bot-admin-queue = { $queue ->
    [waiting] Waiting: { $n }
    [confirmedThisWeek] This week: { $n }
   *[suspended] Suspended: { $n }
  }
bot-admin-contact = A contact
bot-admin-contact-state = { $state ->
    [unconfirmed] Not confirmed.
    [confirmed] Confirmed.
    [suspended] Suspended: { $reason ->
        [botBlocked] the bot is blocked.
        [addressRefused] there is no such address.
        [recheckDue] the yearly question was not answered.
        [askedToPause] the family asked for a pause.
        [doubtful] the address is doubtful.
       *[other] the reason is on the site.
      }
   *[revoked] Revoked.
  }
bot-admin-contact-since = Entered on { $day }.
bot-admin-contact-stands = { $stands ->
    [statement] A statement of the family stands behind it.
    [signed] A document with a checked signature stands behind it.
   *[nothing] No document stands behind it: only its owner can confirm it.
  }
bot-admin-confirm = Confirm
bot-admin-ask-how = How do you know that the address is theirs? Write it in one message, for example: "said on the phone, compared with the statement".
bot-admin-how-wrong = Please write it in words, at most { $most } characters.
bot-admin-confirmed = The contact is confirmed.
bot-admin-unreachable-button = Whom nobody can reach
bot-admin-unreachable = { $n ->
    [0] Everybody can be reached
   *[other] Families nobody can reach: { $n }
  }

## What did not arrive
bot-admin-failed = { $state ->
    [failed] Not arrived: { $n }
   *[unknown] May not have arrived: { $n }
  }
bot-admin-failed-other = { $state ->
    [failed] What did not arrive
   *[unknown] What may not have arrived
  }
bot-admin-failed-short = What did not arrive
bot-admin-delivery = A message
bot-admin-gone = There is no such message any more
bot-admin-kind = { $kind ->
    [marks] marks
    [finals] finals
    [absences] absence
    [announcements] announcement
    [messages] a talk
    [daily] digest of the day
    [weekly] digest of the week
   *[confirm] question about the address
  }
bot-admin-reason = { $reason ->
    [none] no reason known
    [broken] broken on our side
    [botBlocked] the bot is blocked
    [accountGone] the account is deleted
    [chatGone] the chat is gone
    [chatMoved] the chat has moved
    [neverStarted] the bot was never opened
    [addressRefused] no such address
    [mailboxDisabled] the mailbox is disabled
    [mailboxFull] the mailbox is full
    [refusedByPolicy] refused by the rules of the mail server
    [messageRefused] the letter was refused
    [bounced] the letter came back
    [noAnswer] no answer came
    [workerGone] the work was interrupted
   *[other] { $reason }
  }
bot-admin-fate = { $state ->
    [failed] Not sent.
    [unknown] May have arrived: no answer came.
    [dropped] Dropped.
    [sent] Accepted.
    [sending] Being sent.
   *[waiting] Waiting.
  }
bot-admin-attempts = Attempts: { $n }
bot-admin-replay = Try again
bot-admin-replay-all = Try again what broke here: { $n }
bot-admin-replay-ask = { $what ->
    [all] Try again everything that broke on our side? Families will get these messages.
   *[one] Try this message again? If the last one did arrive, it will be read twice.
  }
bot-admin-replay-yes = Yes, try again
bot-admin-replayed = Waiting again: { $n }

## State
bot-admin-state = { $n ->
    [0] Everything works
    [one] { $n } thing needs attention
   *[other] { $n } things need attention
  }
bot-admin-alarm = { $kind ->
    [digests-late] Digests are more than two hours late: { $n }
    [channel-silent] A channel has taken nothing for half an hour, messages wait: { $n }
    [postOffice-idle] News waits for more than half an hour, nobody looks at it: { $n }
    [channel-stopped] A provider refuses our settings, the channel is stopped: { $n }
    [deliveries-broken] Messages broke on our side: { $n }
    [finals-notEntered] Finals are known and not entered: { $n }
    [finals-notReceived] A day has passed and finals have not reached everybody: { $n }
   *[other] { $kind }: { $n }
  }
bot-admin-counts = waiting { $waiting }, accepted { $sent }, refused { $failed }, no answer { $unknown }
bot-admin-oldest = the oldest since { $at }
bot-admin-gate = { $state ->
    [stopped] { $name }: stopped, its settings were refused
   *[paused] { $name }: paused until { $until }
  }
bot-admin-unrouted = News not looked at yet: { $n }
bot-admin-refresh = Refresh

## Announcement
bot-admin-announce = An announcement to families
bot-admin-announce-whom = To whom?
bot-admin-level = Level { $level }
bot-admin-one-class = one class
bot-admin-announce-words = Write the announcement in one message. The first line is the title, at most { $most } characters; the text follows.
bot-admin-announce-check = { $n ->
    [0] The announcement reaches nobody
    [one] The announcement is for { $n } person
   *[other] The announcement is for { $n } people
  }, pupils: { $pupils }
bot-admin-announce-to = To: { $to }
bot-admin-announce-unreachable = Of them cannot be written to: { $n }.
bot-admin-announce-silent = Asked to be sent nothing: { $n }.
bot-admin-announce-above = The text is in your message above. Check it: an announcement cannot be taken back.
bot-admin-announce-send = Send: { $n }
bot-admin-announce-ask = { $asks ->
    [yes] ☑ Ask for “I have seen it”
   *[no] ☐ Ask for “I have seen it”
  }
bot-admin-announce-discard = Do not send
bot-admin-announced = The announcement is sent
bot-admin-announce-discarded = The announcement is not sent.
