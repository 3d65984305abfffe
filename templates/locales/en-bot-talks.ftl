# Words of the talk of a family with the class teacher, and of the teachers' board.

thread-news = { $from ->
    [teacher] A new message from the class teacher
   *[family] A new message from a pupil's family
  }
thread-read = Open the message
thread-reply-at = You can answer in the bot or on the site.
bot-thread-menu = Messages
bot-thread-choose = Open a talk, or choose about whom to write to the class teacher.
bot-thread-none = There are no messages yet. When a family writes, you will see it here.
bot-thread-from = { $side ->
    [teacher] Class teacher
   *[family] Family
  }
bot-thread-empty = Nothing has been written here yet.
bot-thread-reply = Answer
bot-thread-ask = Write it in one message, up to { $most } characters.
bot-thread-sent = Sent. The answer will come here.
bot-thread-open = Open the talk
bot-board = Board
bot-board-empty = The board is empty so far.
