# Words of access: confirming an address, and the slips.

confirm-topic = Confirm your address
confirm-address = Is this your address for messages from the school?
confirm-chat = This is Vestnik, a school journal. This chat was given for messages from the school. Is it yours?
confirm-why = This address was given to receive messages from the journal Vestnik, { $school }.
confirm-week = You can confirm it within a week.
confirm-yes = Yes, it is mine
confirm-yes-at = Yes, it is mine:
confirm-stranger = If you gave your address to no school, do nothing: unless it is confirmed, nothing will be sent here.

slip-receiver = { $kinship ->
    [mother] { $name }, mother
    [father] { $name }, father
    [pupil] For the pupil
   *[other] { $name }, guardian
  }
slip-camera = Point your phone’s camera at the square. A page of the school opens.
slip-camera-bot = Point the phone’s camera at the square. The school’s bot opens in Telegram: tap “Start”.
slip-without-telegram = Without Telegram, by email: { $link }
slip-type-pin = Type the PIN from the lower part of the slip.
slip-answer = Check the child’s name and answer “Yes”.
slip-until = Valid until
slip-number = Slip no. { $number }
slip-ask = Questions
slip-office = the school’s office
slip-fine = The slip is personal and works once. Do not show it together with the PIN and do not forward it: whoever has both first gets in. If it is lost, ask for another one; the old one stops working. The class teacher learns who has joined.
slip-fold = fold or cut off
slip-pin = PIN
slip-pin-fine = For slip no. { $number }. Keep it apart: without the slip the PIN opens nothing.

trial-topic = Checking the connection
trial-said = This is a test message of the journal: it arrived, so the others will arrive here too.

entry-topic = Signing in to the journal
entry-said = Link to sign in: { $name }
entry-once = It is good for 15 minutes and once. Do not forward the letter: whoever presses first is signed in.
entry-open = Sign in to the journal
entry-stranger = If you did not ask for a link, do nothing: unless it is pressed, nobody is signed in by it.
entry-title = { $state ->
    [asked] Signing in
    [sent] Look into your mail
   *[over] This link is no longer good
  }
entry-ask = Press to sign in on this device. The link does not work a second time.
entry-over = It is good for 15 minutes and once. Ask for a new one on the sign-in page or from the school’s bot.
entry-sent = If this address is confirmed by a family of our school, a letter with a link arrives within a minute. The link is good for 15 minutes.
entry-sent-none = No letter? Check the address and the spam folder. An address that the school has not confirmed gets no links.
entry-back = To the sign-in page
entry-forgot = Sign in without a password
entry-forgot-say = Parents and pupils get a link for one time to their confirmed address.
entry-email = Your email address
entry-send = Send me the link
