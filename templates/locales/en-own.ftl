# Words of one's own addresses and consents in the settings.

own-order = We try the upper address first; if it is silent, the next one.
own-up = Move up
own-move = { $move ->
    [trial] Send me a test
    [pause] Do not write for now
    [resume] Write again
   *[leave] Remove the address
  }
own-add = Add an email address
own-add-hint = We send a letter: until it is answered, nothing else comes to the address.
own-add-do = Add the address
own-consents = Consents
own-consent = { $purpose ->
    [messages] Messages by email and in Telegram
   *[guardians] Parents see my marks after 18
  }
own-consent-since = Consent given on { $day }.
own-consent-none = { $purpose ->
    [messages] There is no consent: news of the child comes on paper.
   *[guardians] There is no consent. Before 18 it is not needed.
  }
own-consent-then = { $purpose ->
    [messages] I withdraw it. I know that from today messages come on paper by the class teacher.
   *[guardians] I withdraw it. I know that from 18 on my parents no longer see my marks.
  }
own-consent-do = { $given ->
    [yes] Withdraw the consent
   *[no] Give the consent
  }
