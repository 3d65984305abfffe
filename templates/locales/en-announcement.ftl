# Words of announcements: the school speaks in its own.

announcements = { $n ->
    [one] an announcement of the school
   *[other] announcements of the school
  }
announcement-to-school = the whole school
announcement-to-level = level { $level }
announcement-read = Open the announcement
announcement-news = { $n ->
    [one] A new announcement of the school
   *[other] New announcements of the school
  }
announcement-letter-seen = Have you read it? Open the announcement by the button and press “I have seen it”, so that the school knows you have seen it.
announcement-open = It can be read in the diary.
announcements-more = { $n ->
    [one] One more announcement is in the diary.
   *[other] More announcements are in the diary: { $n }.
  }
