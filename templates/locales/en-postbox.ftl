# Words of the postbox and of the window with the bot.

postbox-title = Postbox
postbox-say = Every message here is as its receiver will see it.
postbox-nothing-leaves = Nothing leaves the house.
postbox-ask-bot = Ask the bot yourself
postbox-fresh = Something new has come: show it
postbox-telegram = Telegram: { $n }
postbox-mail-count = Email: { $n }
postbox-mail = Email
postbox-paper = Paper
postbox-earlier = Show earlier ones
postbox-empty-staff = No messages yet. Put a mark in a lesson: the first one appears here when the hold is over.
postbox-empty = No messages yet. The first one appears here when a teacher puts a mark.
postbox-to = To
postbox-to-all = everybody
postbox-show = Show
postbox-from = From
postbox-sender = Vestnik, { $school }
postbox-subject = Subject
postbox-letter = Letter: { $subject }
postbox-plain = The same without its dress
postbox-handed = Sheets for families without internet are handed out by the class teacher.
postbox-round = Print round № { $number }, sheets: { $sheets }
postbox-printed = (printed)
telegram-bot = bot

chat-title = Bot
chat-say = The same bot as in Telegram: write and tap. Nothing leaves the house.
chat-postbox = Postbox: what comes by itself
chat-who = Who writes
chat-talk = Talk
chat-begin = Begin
chat-message = Message
chat-send = Send
chat-commands = Commands
