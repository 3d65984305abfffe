# Words of the pages of a class: who is reached, absences, notes, talks, announcements.

class-pages = Pages of the class
class-leader = Class teacher: { $name }
class-tab = { $tab ->
    [desk] Class
    [absences] Absences
    [excuses] Notes
    [talks] Talks
   *[announcements] Announcements
  }
class-reached = { $n ->
    [one] { $n } family is
   *[other] { $n } families are
  } reached, of { $all }.
class-calm = Nothing waits.
class-waits = { $what ->
    [excuses] { $n ->
        [one] note nobody has read
       *[other] notes nobody has read
      }
    [absences] { $n ->
        [one] pupil with absences nobody has explained
       *[other] pupils with absences nobody has explained
      }
    [calls] { $n ->
        [one] family to call
       *[other] families to call
      }
    [talks] { $n ->
        [one] family waits for an answer
       *[other] families wait for an answer
      }
   *[sheets] { $n ->
        [one] sheet to hand over
       *[other] sheets to hand over
      }
  }
class-pupils = The list and who is reached
class-card = Card
class-card-of = Card: { $pupil }
class-no-guardian = No parents are entered.
class-kin = { $kin ->
    [mother] mother
    [father] father
    [self] the pupil
   *[other] guardian
  }
class-joined = reached
class-channel = { $channel ->
    [telegram] Telegram
    [email] email
   *[paper] paper
  }
class-slip = { $state ->
    [waiting] slip waits until { $until }
    [asked] address named, not confirmed
    [declined] slip went to somebody else
    [cancelled] slip cancelled
    [expired] slip ran out on { $until }
   *[none] no slip issued
  }
class-journals = Journals of the class
class-finals-of = Finals
class-finals = Final marks that have not arrived
class-hours = { $n } h
class-late = overdue
class-receipt = { $state ->
    [notAnnounced] not announced
    [onTheWay] on the way
    [unsure] may have arrived
    [failed] broken on our side
    [onPaper] sheet not handed over
    [called] told by telephone
   *[unreachable] nobody to write to
  }
class-slips = Access slips
class-slips-hint = Printed for those who have not joined yet. Earlier slips of these people stop working.
class-slips-pupils = Slips for pupils instead of parents
class-slips-everybody = For those who have joined, too
class-slips-print = Print slips
classes-title = Classes
classes-none = There are no classes this school year. They are entered in the curriculum.

## Notes
class-excuses-none = No unread notes. A new one appears here by itself.
excuses-unread = { $n ->
    [one] { $n } note waits to be read.
   *[other] { $n } notes wait to be read.
  }
excuses-read = Read within the last month
excuse-by = From: { $name }
excuse-state = { $state ->
    [confirmed] read
   *[withdrawn] the family took it back
  }
excuse-file = Document { $n }
excuse-confirm = Mark as read
excuse-answer = Answer the family

## Absences
absences-none = No absence waits for a reason. A new one shows up here by itself when a teacher takes the roll.
absences-missed = { $n ->
    [one] { $n } pupil has absences without a reason.
   *[other] { $n } pupils have absences without a reason.
  }
absences-line = { $days }, { $n ->
    [one] { $n } lesson
   *[other] { $n } lessons
  }, reason due by { $due }
absences-covered = A note or a document speaks of it
absences-reason = Reason
absences-why = { $reason ->
    [illness] Illness
    [valid] Valid
    [invalid] Not valid
   *[released] Released
  }
absences-set = Set the reason
absences-overdue = Past the day for a reason
absences-overdue-hint = A document was presented and no reason was set within two working days. Now the deputy head sets it.
absences-sums = Absences of the term
absences-sums-none = { $days }: nobody was absent or late.
absences-pupil = Pupil
absences-all = Lessons
absences-short = { $reason ->
    [illness] Illness
    [valid] Valid
    [invalid] Not valid
    [released] Released
   *[none] No reason
  }
absences-late = Late
document-title = Take in a document about absences
document-hint = A certificate or a letter. The reason goes to all absences of these days that nobody has explained yet.
document-pupil = Pupil
document-kind = What document
document-kind-hint = For example: certificate, letter
document-number = Number, if any
document-from = First day
document-to = Last day
document-issued = Issued on
document-presented = Presented on
document-save = Take it in

## Talks
talks-none = No talks yet. When a family writes, it appears here.
talks-unread = { $n ->
    [one] { $n } new message
   *[other] { $n } new messages
  }
talks-begin = Write to a family
talks-write = Write
talks-all = All talks of the class
talk-empty = Nothing has been written here yet.
talk-own = You
talk-seen = { $seen ->
    [yes] read
   *[no] not read yet
  }
talk-text = Your message
talk-hint = The family hears of it where it reads the school's messages.
class-talk-send = Send to the family

## Announcements
announcements-title = Announcements
announcements-say = Write, see how many people it reaches, and send. What was sent cannot be taken back.
announcements-before = Earlier ones
announcements-none = There have been none yet. Write the first one above.
announcements-all = All announcements
announcement-circle = For whom
announcement-title = Title, one line
announcement-text = Text, if needed
announcement-preview = See whom it reaches
announcement-state = { $state ->
    [sent] sent
   *[draft] draft
  }
announcement-left = Sent on { $day }
announcement-reach = { $people ->
    [one] { $people } person
   *[other] { $people } people
  } will hear, of { $pupils ->
    [one] { $pupils } pupil
   *[other] { $pupils } pupils
  }.
announcement-missed = Without a confirmed address among them: { $unreachable }. Do not want announcements: { $silent }.
announcement-send = { $n ->
    [one] Send to { $n } person
   *[other] Send to { $n } people
  }
announcement-discard = Delete the draft
circle-class = Class { $name }
circle-level = Level { $level }
circle-school = The whole school
circle-subgroup = Subgroup { $name }
announcement-asks-seen = Ask families to say that they have seen it
announcement-asks-seen-is = Families will be asked to say that they have seen it.
