# Words of the bot for class teachers.

bot-class-menu-class = My class: what waits
bot-class-menu-excuses = Notes of parents
bot-class-menu-calls = Whom to call
bot-class-menu-joined = Who has joined
bot-class-back = ‹ Back
bot-class-school = The whole school
bot-class-own = Your class
bot-class-none = You lead no class today. If that is a mistake, tell the deputy head.
bot-class-waits = This waits for you:
bot-class-calm = Nothing waits.
bot-class-list = { $list ->
    [excuses] Notes: { $n }
    [reasons] No reason: { $n }
    [joined] Not joined: { $n }
    [calls] To call: { $n }
   *[received] Finals not received: { $n }
  }

## Notes
bot-class-excuses = { $n ->
    [0] No unread notes
    [one] { $n } unread note
   *[other] { $n } unread notes
  }
bot-class-excuse = { $pupil }: a note
bot-class-excuse-one = A note
bot-class-excuse-by = From: { $name }
bot-class-excuse-paper = Document { $n }
bot-class-excuse-confirm = I have read it
bot-class-excuse-read = The note is read
bot-class-excuse-state = { $state ->
    [confirmed] You have read it already.
   *[other] It was taken back.
  }

## Absences without a reason
bot-class-reasons = { $n ->
    [0] No absences without a reason
    [one] { $n } pupil with absences without a reason
   *[other] { $n } pupils with absences without a reason
  }
bot-class-reasons-one = Absences without a reason
bot-class-missed = { $days }, { $n ->
    [one] { $n } lesson
   *[other] { $n } lessons
  }, the reason is due by { $due }
bot-class-covered = There is a note or a document.
bot-class-which-reason = What is the reason?
bot-class-reason = { $reason ->
    [illness] Illness
    [valid] Valid
    [invalid] Not valid
   *[released] Released
  }
bot-class-explained = { $n ->
    [0] The reason stood there already
    [one] The reason is set: { $n } lesson
   *[other] The reason is set: { $n } lessons
  }
bot-class-explained-already = The reason stands here already

## Calls
bot-class-calls = { $n ->
    [0] Nobody to call
    [one] { $n } family to call
   *[other] { $n } families to call
  }
bot-class-calls-one = A call
bot-class-call-about = { $kind ->
    [finals] final marks, { $pupil }
   *[absence] absent from a lesson, { $pupil }
  }
bot-class-call-tried = not reached: { $n }
bot-class-call-phone = Phone: { $phone }
bot-class-call-until = They must know by { $at }
bot-class-call-since = Waits since { $at }
bot-class-call-nobody = not reached
bot-class-call-reached = Reached
bot-class-call-missed = Not reached
bot-class-call-reached-note = Yes, with a note
bot-class-call-missed-note = No, with a note
bot-class-call-ask = Write your note about the call in one message.
bot-class-call-note-wrong = A note is a text of at most { $most } characters. Please write again.
bot-class-call-noted-reached = Noted: reached
bot-class-call-noted-missed = Noted: not reached
bot-class-call-gone = This family is not on the list any more

## Who has joined
bot-class-joined = Families that have joined: { $joined } of { $families }
bot-class-not-joined = { $n ->
    [0] All parents have joined.
   *[other] Parents who have not joined: { $n }.
  }
bot-class-kin = { $kin ->
    [mother] mother
    [father] father
    [self] the pupil
   *[other] guardian
  }
bot-class-slip = { $state ->
    [waiting] the slip waits until { $until }
    [asked] an address was named, not confirmed
    [declined] the slip went to somebody else
    [cancelled] the slip is cancelled
    [expired] the slip expired on { $until }
   *[none] no slip was issued
  }

## Final marks
bot-class-finals = { $n ->
    [0] Everybody has received the final marks
   *[other] Final marks not received: { $n }
  }
bot-class-finals-received = Received: { $n }. Confirmed as seen: { $seen }.
bot-class-receipt = { $state ->
    [notAnnounced] not announced
    [onTheWay] on its way
    [unsure] may have arrived
    [failed] broken on our side
    [onPaper] the sheet is not handed over
    [seen] the family says it has seen it
    [called] told by phone
   *[unreachable] nobody to write to
  }
bot-class-receipt-time = { $time ->
    [late] due { $hours } h ago
   *[left] { $hours } h left
  }
