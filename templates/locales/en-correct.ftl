# Words of requests for corrections.

correct-title = Correction by act
correct-lead = Choose the right mark where it is wrong, and write the reason. The deputy head decides.
correct-closed = { $why ->
    [order] The school has no corrections after the day is closed: the administrator enters the head's order about them in the settings.
    [teacher] The teacher who held the lesson asks for a correction.
   *[work] This lesson has no works, there is nothing to correct.
  }
correct-stands = stands { $value }
correct-leave = right
correct-take-away = take away
correct-reason = Reason for the deputy head
correct-ask = Send to the deputy head
correct-own = My corrections
correct-asked = The deputy head has the request. The decision will stand here.
correct-none = You have no requests for corrections. Ask on the page of a lesson whose day is closed.
correct-final = final mark
correct-state = { $state ->
    [draft] A draft: write the reason and send it.
    [requested] Waits for the deputy head.
    [approved] Corrected by act { $act }.
    [refused] Refused: { $answer }
   *[withdrawn] Withdrawn.
  }
correct-withdraw = Withdraw
