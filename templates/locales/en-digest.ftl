## The digest
digest-week = week { $days }
digest-homework = homework { $to }
digest-to = { $weekday ->
    [1] for Monday, { $day }
    [2] for Tuesday, { $day }
    [3] for Wednesday, { $day }
    [4] for Thursday, { $day }
    [5] for Friday, { $day }
    [6] for Saturday, { $day }
   *[7] for Sunday, { $day }
  }
digest-ping = A new digest is ready.
digest-no-marks = No new marks this week.
digest-none-missed = No absences were noted.
digest-missed-why = { $missed }, { $why }.
digest-missed-whys = { $missed }: { $whys }.
digest-why = { $reason ->
    [illness] illness
    [valid] for a good reason
    [invalid] without a good reason
    [released] released from lessons
    [said] the reason is known now
   *[unknown] no reason given
  }
digest-why-part = { $why } — { $n }
digest-missed-in-term = Since the term began: { $n }.
digest-late = { $n ->
    [1] Late once.
    [2] Late twice.
   *[other] Late { $n } times.
  }
digest-out = comes to { $mark }
digest-out-disputed = { $lower } or { $upper }
digest-out-few = too few marks
digest-out-few-short = too few
digest-trend = { $trend ->
    [up] risen
   *[down] fallen
  }
digest-watch = What to look at
digest-moved = { $subject }: it came to { $was }, now to { $mark }.
digest-back = { $marks } { $n ->
    [1] brings
   *[other] bring
  } it back.
digest-risk = { $subject }: { $mark } with nothing to spare, { $n ->
    [1] { $marks } makes
   *[other] { $marks } in a row make
  } it { $worse }.
digest-forecast = { $subject }: { $forecast }
digest-lessons-left = { $n ->
    [one] { $count } lesson to go.
   *[other] { $count } lessons to go.
  }
digest-impossible = { $subject }: { $mark } is no longer possible.
digest-disputed = { $subject }: between { $lower } and { $upper } the teacher decides.
digest-changed = What changed
digest-nothing-asked = No homework.
homework-files = { $n ->
    [1] a file in the diary
   *[other] files in the diary
  }
digest-task = { $subject }: { $task }
digest-more-subjects = and { $n ->
    [one] { $n } subject
   *[other] { $n } subjects
  } more in the diary
digest-more = and { $n } more in the diary
digest-head-subject = Subject
digest-head-marks = { $frequency ->
    [weekly] week
   *[daily] day
  }
digest-head-average = average
digest-head-out = comes to
digest-arrow = The blue line is the average, from 2 to 5. The arrow is its change { $frequency ->
    [weekly] in the week
   *[daily] in the day
  }.
digest-arrow-plain = The arrow is the change of the average { $frequency ->
    [weekly] in the week
   *[daily] in the day
  }.
digest-picture = The average over all subjects by week: { $averages }.
digest-picture-short = The average over all subjects by week: at first { $first }, now { $last }.
digest-picture-lines = In grey: { $lines }.
digest-picture-line = { $mark } from { $from }
digest-rhythm = The digest comes { $day ->
    [0] every evening
    [1] on Mondays
    [2] on Tuesdays
    [3] on Wednesdays
    [4] on Thursdays
    [5] on Fridays
    [6] on Saturdays
   *[7] on Sundays
  } at { $hour } (time: { $zone }), because this address is confirmed for messages of the school.
digest-change = { $what ->
    [day] Change day and hour
   *[hour] Change the hour
  }
digest-change-at = { $what ->
    [day] Change day and hour: { $link }
   *[hour] Change the hour: { $link }
  }
digest-stop = Send no more marks and digests
digest-stop-at = Send no more marks and digests: { $link }
