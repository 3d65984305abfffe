# The bot's words about files: homework, a pupil's work, a file nobody waited for.

bot-file-photo = photo { $day }
bot-file-remove = Take this file away
bot-file-removed = The file is taken away.
bot-file-unexpected = { $state ->
    [some] This file is attached to nothing and not kept. Choose what it is for, and send it again:
   *[none] This file is not kept: the bot waits for no files now. What you can do: /help
  }

## The teacher
bot-file-laid = Attached to the homework: { $name }
bot-file-laid-next = { $state ->
    [said] You may send more. Type marks as usual.
   *[none] You may send more. The homework has no words yet: type them, families will see both.
  }
bot-lesson-files = { $files ->
    [0] Works handed in: { $works }
   *[other] { $works ->
        [0] Files of the lesson: { $files }
       *[other] Files of the lesson: { $files }. Works handed in: { $works }
    }
  }
bot-lesson-to-files = Files and works

## Family and pupil
bot-family-in-files = { $n ->
    [1] the teacher's file
   *[other] the teacher's files
  }
bot-hand-menu = Hand in work
bot-hand = Hand in work
bot-hand-which = { $n ->
    [0] Nothing is set now.
   *[other] In which subject?
  }
bot-hand-send = Send the work: a photo, a PDF or a document, up to 20 MB. Only the teachers of this lesson will see it.
bot-hand-back = ‹ Another subject
bot-hand-taken = { $state ->
    [kept] The work is handed in. You may send more.
   *[other] The work is handed in: { $name }. You may send more.
  }
