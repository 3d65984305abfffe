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
