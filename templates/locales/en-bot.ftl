# The bot's words for everybody: joining, help, refusals.

bot-menu-start = Begin
bot-menu-help = What can be done here
bot-menu-language = Язык · Language
bot-menu-stop = Stop writing here

bot-help = What can be done here
bot-how-to-join = This is the bot of a school journal. To receive messages, open the link of the slip your class teacher gave you; school staff open the bot from the journal’s site.
bot-who-writes = Several people have this chat. Who is writing?
bot-speaker-nameless = Person { $n }
bot-speaker-chosen = All right, it is you from now on.
bot-another-writes = Somebody else is writing

bot-stale = This button no longer works. Open the screen anew: /help
bot-refused = This is only for those it concerns. What you can do: /help
bot-broken = That did not work, please try again.
bot-slow-down = Too fast. Wait a few seconds and go on.
bot-not-in-groups = This bot speaks with one person only: marks are a family’s own. Write to me in private.

bot-language = In which language?
bot-language-name = English
bot-language-set = All right, English from now on.

bot-join-pin = Enter the PIN of your slip: six digits in its lower part.
bot-join-hello = Hello! This is Vestnik, the journal of the school: { $school }.
bot-join-issued = The slip was issued to: { $person }.
bot-join-about = { $level ->
    [full] Messages about one pupil will come here:
    [initials] Messages about one pupil will come here: { $pupil }
   *[ping] Reminders that there is news in the diary will come here.
}
bot-join-about-you = Messages about your studies will come here.
bot-join-is-it-you = Is this you, and about you?
bot-join-yes = Yes, it is me
bot-join-no = No
bot-join-declined = All right, we will send nothing. We told the school that the slip reached somebody else. If you tapped “No” by mistake, ask for a new slip.
bot-join-when = Thank you, done. When shall we write about marks? Absence from a lesson and final marks we tell at once in any case. From { $from } to { $to } we are silent.
bot-join-preset = { $preset ->
    [now] At once
    [evening] In the evening, at { $evening }
   *[weekly] { $day ->
        [1] On Mondays
        [2] On Tuesdays
        [3] On Wednesdays
        [4] On Thursdays
        [5] On Fridays
        [6] On Saturdays
       *[7] On Sundays
    }, at { $weekly }
}
bot-join-done = Done. Everything comes by itself from now on. You can change it or ask at any time.
bot-join-done-staff = Done, the bot knows you.
bot-join-what-now = What can be done here
bot-join-left = We do not write here at present. Shall we write again?
bot-join-come-back = Yes, write again

bot-leave-ask = Stop writing to this chat?
bot-leave-elsewhere = The school’s messages will go to your other address.
bot-leave-paper = You have no other address: news will come on paper through the class teacher, who will phone about what is urgent.
bot-leave-yes = Yes, stop
bot-leave-no = No, I stay
bot-left = All right, we will not write here. You can come back with /start.
bot-stay = All right, everything stays as it was.
