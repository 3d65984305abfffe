# The bot's words for families: settings, notes, answers to an absence, one's own data.

bot-choices-menu-settings = Settings
bot-choices-menu-excuse = Report an absence
bot-choices-menu-data = What is kept about you

## Settings
bot-choices-title = What to write about, and when
bot-choices-when = what to write about, and when
bot-choices-saved = Saved
bot-choices-about-me = Details
bot-choices-line = marks: { $marks ->
    [now] at once
    [evening] in the evening
    [weekly] once a week
   *[off] no
  }{ $low ->
    [yes] {" "}(only 2 and 3)
   *[no] {""}
  }; homework: { $homework ->
    [off] no
   *[evening] in the evening
  }; weekly digest: { $weekly ->
    [off] no
   *[weekly] yes
  }
bot-choices-own = Now: { $line }
bot-choices-line-marks = Marks: { $marks ->
    [now] at once
    [evening] in the evening
    [weekly] once a week
   *[off] no
  }{ $low ->
    [yes] {" "}(only 2 and 3)
   *[no] {""}
  }.
bot-choices-line-rest = Homework: { $homework ->
    [off] no
   *[evening] in the evening
  }. Weekly digest: { $weekly ->
    [off] no
   *[weekly] yes
  }.
bot-choices-hours = In the evening means { $evening }. Once a week means { $day ->
    [1] Mondays
    [2] Tuesdays
    [3] Wednesdays
    [4] Thursdays
    [5] Fridays
    [6] Saturdays
   *[7] Sundays
  }, { $weekly }. { $quiet ->
    [never] There are no quiet hours.
   *[hours] Quiet from { $from } to { $to }.
  }
bot-choices-always = Final marks and unexplained absences are told in any case.
bot-choices-preset = { $preset ->
    [now] All at once
    [evening] All in the evening
    [weekly] All once a week
   *[off] Only what matters
  }
bot-choices-marks = { $frequency ->
    [now] Marks at once
    [evening] Marks in the evening
    [weekly] Once a week
   *[off] No marks
  }
bot-choices-low = { $low ->
    [yes] Write about all marks
   *[no] Write only about 2 and 3
  }
bot-choices-homework = { $homework ->
    [off] Send homework
   *[evening] Do not send homework
  }
bot-choices-weekly = { $weekly ->
    [off] Send the weekly digest
   *[weekly] No weekly digest
  }

## Hours
bot-choices-quiet = Quiet hours
bot-choices-quiet-now = { $quiet ->
    [never] There are none now: we write at any time.
   *[hours] We are silent from { $from } to { $to }. An absence during lessons is told at once.
  }
bot-choices-edge = { $set ->
    [from] from { $hour }
   *[to] to { $hour }
  }
bot-choices-never-quiet = Never quiet
bot-choices-as-school = As the school has it
bot-choices-evening = Evening hour
bot-choices-evening-now = The evening news comes at { $hour }. Which hour suits you?
bot-choices-weekly-hour = Day and hour of the digest
bot-choices-weekly-now = The weekly digest comes on { $day ->
    [1] Mondays
    [2] Tuesdays
    [3] Wednesdays
    [4] Thursdays
    [5] Fridays
    [6] Saturdays
   *[7] Sundays
  } at { $hour }. When suits you?
bot-choices-weekday = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
  }
bot-choices-zone = Time zone
bot-choices-zone-is = Time zone: { $zone }
bot-choices-by-clock = Time: { $zone }.
bot-choices-zone-now = The hours of the settings follow the time of { $zone }. Where do you live?
bot-choices-city = { $city ->
    [kaliningrad] Kaliningrad
    [moscow] Moscow
    [samara] Samara
    [yekaterinburg] Yekaterinburg
    [omsk] Omsk
    [krasnoyarsk] Krasnoyarsk
    [irkutsk] Irkutsk
    [yakutsk] Yakutsk
    [vladivostok] Vladivostok
    [magadan] Magadan
   *[kamchatka] Kamchatka
  }

## A note about an absence
bot-choices-excuse = note about an absence
bot-choices-excuse-days = Which day? Choose one, or type the days, for example: 27.11–29.11.
bot-choices-excuse-there = There is a note: { $days }.
bot-choices-excuse-withdraw = Take back: { $days }
bot-choices-excuse-why = { $days }. Why?
bot-choices-reason = { $reason ->
    [ill] Ill
    [doctor] At the doctor’s
    [family] Family matters
    [contest] A contest or olympiad
   *[later] We will say why later
  }
bot-choices-excuse-own = In my own words
bot-choices-excuse-write = { $days }. Type the reason in one message: it goes to the class teacher at once.
bot-choices-excuse-sees = The class teacher will see the note.
bot-choices-excuse-send = Send
bot-choices-excuse-handed = Passed on to the class teacher: { $days }.
bot-choices-excuse-papers = { $n ->
    [0] Is there a certificate? Send its photo or PDF here.
    [one] { $n } document is attached. You may send another.
   *[other] { $n } documents are attached.
}
bot-choices-excuse-take-back = Take the note back
bot-choices-excuse-withdrawn = The note was taken back.
bot-choices-excuse-unread = These days cannot be read. Type them like this: 27.11 or 27.11–29.11.
bot-choices-excuse-empty = Type the reason, or send a photo of the certificate.
bot-choices-excuse-long = Too long: at most 1000 characters. Please shorten it.
bot-choices-excuse-parents = Notes are written by parents. Please ask yours.

## Answers to the message about an absence
family-answer = { $answer ->
    [ill] Ill
    [known] I know
    [reply] Answer
    [seen] I have seen it
   *[call] Call me
  }
bot-choices-known = The family knows that the pupil is not at school.
bot-choices-will-call = Passed on to the class teacher: you will be called.
bot-choices-seen = Noted: you have seen it. The school can tell.
bot-choices-call-asked = asks for a call

## What is kept
bot-choices-data = What is kept about you
bot-choices-data-card = Your card: your name and what the school wrote down about you.
bot-choices-data-line = { $kind ->
    [contacts] Your addresses
    [papers] Statements, consents, certificates
    [family] Entries about the family
    [marks] Marks
    [absences] Absences and being late
    [excuses] Notes about absences
    [messages] Messages sent to you
   *[trail] Entries of who opened and changed what
  }: { $n }
bot-choices-data-why = You can get all of it as a file; it comes into this chat, and Telegram is not the school. Data is erased on a written demand.
bot-choices-data-elsewhere = The school gives out the file with all of it: it must not be sent into this chat. Data is erased on a written demand.
bot-choices-data-get = Get it as a file
bot-choices-data-large = The file is too large for the chat. Ask the school’s administrator for it.
