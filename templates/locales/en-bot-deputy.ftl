# Words of the bot for the deputy head.

bot-deputy-menu-corrections = Corrections to decide
bot-deputy-menu-gaps = What is not filled in today

## Corrections
bot-deputy-corrections = { $n ->
    [0] No corrections to decide
    [one] { $n } correction waits for a decision
   *[other] { $n } corrections wait for a decision
  }
bot-deputy-correction = A correction
bot-deputy-final = final mark
bot-deputy-asked-by = Asked by: { $name }
bot-deputy-approve = Approve
bot-deputy-refuse = Refuse
bot-deputy-ask = { $step ->
    [act] Write the number of the act: digits, a slash is allowed, for example 14/2.
   *[answer] Write to the teacher why it is refused.
  }
bot-deputy-answer-wrong = The reason is a text of at most { $most } characters. Please write again.
bot-deputy-decided = { $state ->
    [approved] The correction is approved.
    [refused] The correction is refused.
    [withdrawn] The request was withdrawn.
   *[draft] The request has not been sent yet.
  }

## Gaps
bot-deputy-gaps = { $n ->
    [0] Today's lessons so far are filled in
    [one] { $n } lesson of today is not filled in
   *[other] { $n } lessons of today are not filled in
  }
bot-deputy-lesson = lesson { $number }
bot-deputy-missing = { $missing ->
    [both] no topic and no roll
    [topic] no topic
   *[roll] no roll
  }
bot-deputy-owed-button = Finals not entered: { $n }
bot-deputy-owed = { $n ->
    [0] All known finals are entered
   *[other] Finals known and not entered: { $n }
  }
bot-deputy-owed-kind = { $kind ->
    [term] of the term
    [year] of the year
    [exam] exam
   *[final] final
  }, pupils { $n }
bot-deputy-owed-until = { $when ->
    [late] was due { $at }
   *[ahead] due { $at }
  }

## Deadlines
bot-deadlines-menu = Deadlines: what is missing
bot-deadlines = { $n ->
    [0] All that was due is done
   *[other] Missing by its day: { $n }{ $late ->
      [0] { "" }
     *[other] , { $late } overdue
    }
  }
bot-deadlines-day = { $state ->
    [late] { $day }, overdue
   *[ahead] { $day }
  }
