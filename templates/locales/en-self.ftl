# Words of the pages about oneself: where one is signed in, the password, what did not work.

foot = At the foot of the page
foot-guide = Help
foot-sessions = Where I am signed in
foot-on-time = How punctual messages are
foot-language = По-русски

sessions-title = Where I am signed in
sessions-say = { $n ->
    [1] You are signed in here only.
   *[other] You are signed in on { $n } devices. If one of them is not yours, sign it out and change the password.
  }
sessions-caption = The one used last stands first.
sessions-device = Device
sessions-device-kind = { $kind ->
    [phone] phone
    [tablet] tablet
    [computer] computer
   *[unknown] device
  }
sessions-this = { $device }, this one
sessions-since = Signed in
sessions-seen = Last seen
sessions-until = Ends by itself
sessions-moment = { $day }, { $time }
sessions-end = Sign out there
sessions-act = What to do
sessions-end-all = Sign out everywhere
sessions-ended = That device is signed out.
sessions-password = Change the password

password-title = Change the password
password-done-title = The password is changed
password-done = Other devices are signed out.
password-way-on = To the beginning
password-handed-over = This password was handed to you. Choose one of your own: from then on you answer for everything done under your name.
password-ends-others = Other devices are signed out by the change.
password-old = Present password
password-new = New one, at least 10 characters
password-change = Change

problem-title = { $kind ->
    [signedOut] Signed out
    [foreignForm] A form from elsewhere
    [passwordFirst] The password first
    [forbidden] Not your page
    [nothing] Nothing here
    [closed] Closed
    [often] Too often
    [broken] Out of order
   *[refused] Not understood
  }
problem-signed-out = You have been signed out. Sign in in another tab, come back here and send it again: what you typed is still there.
problem-nothing = There is no such page, or it is not about your child.
problem-often = Too many tries in a row. Wait a minute and try again.
problem-unreadable = We do not understand what was sent. Open the page anew and try again.
problem-broken = The fault is ours, not yours. What you typed is saved.
problem-way = To the beginning
problem-code = For the administrator:
