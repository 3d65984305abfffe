# Words of the page of paper and calls.

paper-title = Paper
paper-say = { $n ->
    [0] Nothing to print yet. Sheets appear here by themselves: for families that asked for paper, and for those nothing else reaches.
   *[other] Sheets for families that asked for paper, and for those nothing else reaches. Two on a sheet of A4.
  }
paper-number = No. { $number }
paper-no-class = Without a class
paper-round = { $state ->
    [printed] Printed on { $day }
   *[open] Gathering since { $day }
  }, sheets: { $sheets }{ $waiting ->
    [0] { "" }
   *[other] , not handed over: { $waiting }
  }
paper-again = Print once more
paper-print = Print no. { $number }
paper-closes = Printing closes the round: the next sheets go into a new one.
paper-for = for: { $name }
paper-handed = Handed over on { $day }
paper-tick = Handed over
paper-untick = Not handed over
paper-last-resort = The last resort: nothing else arrives.
paper-declared = By statement{ $number ->
    [none] { "" }
   *[other] { " " }no. { $number }
  } of { $date }.
paper-diary = Paper diary
paper-diary-hint = The pages of this week, to be glued into the diary.
paper-week = Week
calls-title = Whom to call
calls-hint = Messages do not arrive here and the sheet is not handed over yet; or the family asks to be called.
calls-no-phone = no telephone on the card
calls-about = { $kind ->
    [absence] about absence from lessons
   *[finals] about final marks
  }, waiting since { $since }
calls-asked = Asks to be called
calls-tried = Not reached: { $n }
calls-reached = Reached
calls-missed = No answer
