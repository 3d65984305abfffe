# The bot's words for a teacher: corrections after the day is closed.

bot-correct-menu = Correct by act
bot-correct-lessons = In which lesson?
bot-correct-no-lessons = You have no closed lessons with works
bot-correct-no-order = The school has no corrections after a day is closed. Ask the administrator to enter the head's order.
bot-correct-work = For which work?
bot-correct-whose = Whose mark?
bot-correct-which = Which mark should stand there?
bot-correct-take-away = Take the mark away
bot-correct-reason = Type the reason for the deputy head in one message.
bot-correct-reason-wrong = The reason is a text of at most { $most } characters. Type it again.
bot-correct-asked = The request is sent. The deputy head decides; until then the journal stays as it was.
bot-correct-mine = My requests: { $n }
bot-correct-mine-all = My requests
bot-correct-state = { $state ->
    [draft] draft
    [requested] waits for a decision
    [approved] approved, act № { $act }
    [refused] refused
   *[withdrawn] taken back
  }
bot-correct-is = Request: { $state }
bot-correct-why = Reason: { $text }
bot-correct-answer = The deputy head's answer: { $text }
bot-correct-submit = Send with a reason
bot-correct-withdraw = Take back
bot-correct-withdrawn = The request is taken back
bot-correct-finals = A final mark
bot-correct-journals = { $n ->
    [0] You have no journals with final marks
   *[other] In which journal is the final mark?
  }
bot-correct-period = Of which period?
bot-correct-no-period = No day of final marks in this journal is over yet: they are entered in the journal on the site
