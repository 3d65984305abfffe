# Words of the page of the school's settings.

school-settings-title = School settings
school-settings-say = A setting is in force from the minute it is saved; the past is not rewritten.
school-settings-near = Nearby
school-settings-saved = Saved.
school-settings-act = By which order
school-settings-act-hint = For example: order No. 14 of 26.11.2026. It may stay empty.
school-settings-save = Save the settings
school-settings-group = { $group ->
    [school] School
    [levels] What to say in Telegram
    [hours] When to say it
    [teachers] For teachers
    [contacts] Contacts and keeping
   *[pace] Pace of sending
  }
school-settings-law = Russian law 149-FZ, article 10, parts 8–10: personal data must not go through foreign messengers in state and municipal services and assignments; Telegram is on the list of Roskomnadzor of 2023-05-05. Law 152-FZ asks for the family's consent. Until the school and its lawyer decide otherwise, leave “a signal only”.
school-settings-level = { $level ->
    [ping] a signal only: there is news, read it on the site
    [initials] initials and the mark, without the full name
   *[full] in full: name, subject, mark
  }
school-settings-name = { $name ->
    [schoolName] Name of the school
    [schoolCity] City
    [schoolAddress] Address of the school
    [schoolPhone] Telephone of the school
    [schoolEmail] Email of the school
    [schoolSite] Website of the school
    [timeZone] Time zone
    [telegramLevel] Level of content
    [markHoldSeconds] Hold of a mark, seconds
    [quietFrom] Quiet from
    [quietTo] Quiet until
    [eveningHour] Hour of the evening digest
    [weeklyDay] Day of the weekly digest
    [weeklyHour] Hour of the weekly digest
    [remindAfterMinutes] Remind a teacher after, minutes
    [finalGraceDays] Days for finals after the last one
    [correctionOrder] Order about corrections
    [recheckDays] Ask about an address every, days
    [recheckGraceDays] Wait for the answer, days
    [keepTextDays] Keep the words of messages, days
    [keepDeliveryDays] Keep their fate, days
    [telegramPermits] Telegram calls a second
    [telegramReserved] Of them for talk with the bot
    [emailConnections] Connections to the mail server
   *[leaseSeconds] Lease of a delivery, seconds
  }
school-settings-hint = { $name ->
    [schoolName] Stands in letters, slips and pages.
    [schoolCity] Stands on printed sheets.
    [schoolAddress] Stands in the card of the school beside its city.
    [schoolPhone] Families reach the secretary by it.
    [schoolEmail] The address of the school itself, not the sender of letters.
    [schoolSite] For example: school.example
    [timeZone] Its name in the time zone database, for example Asia/Krasnoyarsk.
    [telegramLevel] What is more than this the family reads on the site.
    [markHoldSeconds] So long a teacher may think again before the family hears.
    [quietFrom] Nobody is disturbed at night unless it is urgent.
    [quietTo] By the person's own clock.
    [eveningHour] When the digest of the day leaves, unless a family chose otherwise.
    [weeklyDay] 1 is Monday, 5 is Friday.
    [weeklyHour] Unless a family chose otherwise.
    [remindAfterMinutes] After the last lesson, when lessons are not filled in.
    [finalGraceDays] So many days finals may still be set.
    [correctionOrder] Number and date of the head's order; empty: there is none.
    [recheckDays] After so many days the family is asked whether the address is still theirs.
    [recheckGraceDays] Then the contact is suspended.
    [keepTextDays] After that only the fate of a message stays.
    [keepDeliveryDays] After that only the counts of each day stay.
    [telegramPermits] 30 for a usual bot; more where paid broadcast is bought.
    [telegramReserved] So that the bot answers during a large sending too.
    [emailConnections] How many the mail server takes at once.
   *[leaseSeconds] So long a worker is silent before its delivery goes to another.
  }
