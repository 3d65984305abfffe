# Words of the pages that letters and slips lead to, and of those on how the school keeps its word.

address-title = { $state ->
    [asked] Is this your address?
    [done] The address is confirmed
   *[over] This link is no longer good
  }
address-asked = Messages of the school journal will come to it. If it was not you who gave it to the school, just close the page: unconfirmed, nothing will come.
address-done = Done. The school’s messages will come here. You may close the page.
address-over = It is good for a week and only for the address it came to. The class teacher can send a new one.

stop-title = { $stopped ->
    [yes] We no longer write about marks and homework
   *[no] No longer write about marks and homework?
  }
stop-ask = No more marks, homework and weekly digests, neither by email nor in Telegram.
stop-still = Final marks and the news that a child is not in class will go on coming: the school has to tell of them.
stop-noted = Noted.
stop-back = They can be brought back in the settings of messages or by the administrator of the school.
stop-do = Do not write

join-title = { $step ->
    [pin] Enter the PIN of the slip
    [question] Check the name
    [address] Where shall we write?
    [done] One step is left
    [ready] Done
    [declined] Very well, we send nothing
   *[over] The slip is no longer good
  }
join-where = Six digits at the bottom of the slip the class teacher gave you.
join-pin = PIN
join-next = Next
join-about = { $self ->
    [yes] You will get messages about yourself:
   *[no] You will get messages about one child:
  }
join-yes = { $self ->
    [yes] Yes, it is me
   *[no] Yes, it is my child
  }
join-no = No
join-email = Your email address
join-send = Send me the letter
join-declined = The slip reached the wrong person; the class teacher will see it. Its link is no longer good.
join-over = It was used already, replaced by a new one, or two weeks have passed. Ask the class teacher for a new one.
join-done = { $confirmed ->
    [yes] This address is confirmed already. The school’s messages come to it.
   *[no] We have sent a letter. Open it and press “Yes, it is mine”. If you mistyped the address, open the link of the slip again.
  }

publish-title = Final marks
publish-done = Announced: { $what }. The messages are leaving.
publish-deliveries = See the deliveries
publish-kind = { $kind ->
    [term] Of the term
    [year] Of the year
    [exam] Exam
   *[final] Final
  }
publish-untold = { $what }, families are not told
publish-do = Announce { $n }
publish-none = There are no final marks in the journal yet. Those entered without being announced will wait here for the deputy head.
publish-all-told = Families were told of all final marks.
publish-say = { $what } not announced to the families yet. To announce is to send at once; messages cannot be called back.

on-time-title = Do messages come on time
on-time-none = There were no messages in the last { $days } days.
on-time-say = Messages in the last { $days } days: { $n }, accepted on time: { $share }.
on-time-caption = By day, the latest first
on-time-day = Day
on-time-what = { $what ->
    [soon] At once
    [digests] Digests
   *[finals] Finals
  }
on-time-within = { $what ->
    [soon] within 10 seconds
    [digests] within 15 minutes
   *[finals] within a day
  }
on-time-of = { $n } of { $all }
on-time-means = “At once” are marks and the news that a child is not in class. A message is due when the hold has passed and quiet hours are over; finals, from the minute the result was known. On time means that the mail server or messenger accepted it in time. Sheets of paper are not counted.

message-title = Message
message-when = { $day }, { $time }, { $channel ->
    [telegram] in Telegram
    [email] by email
   *[paper] on paper
  }.
message-then = This is how the journal stood when we told of it.
message-seen = You said that you have read it: { $day }.
message-see = I have read it
message-attendance = { $value ->
    [absent] Not in class
    [arrived] In class
   *[withdrawn] The absence was corrected
  }
message-gone-on = The journal has changed since, there is a new message about it
message-withdrawn = The mark was taken back
message-work = { $kind } “{ $title }”
message-answer = { $answer ->
    [ill] Is ill
    [known] I know
   *[call] Call me
  }
message-answered = { $answer ->
    [call] The class teacher was told: you will be called.
   *[ill] The note was handed to the class teacher.
  }

news-title = Announcements
news-none = There were no announcements yet. What the school says to families appears here and reaches you as a message.
