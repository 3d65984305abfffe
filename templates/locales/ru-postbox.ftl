# Слова почтового ящика и окна с ботом.

postbox-title = Почтовый ящик
postbox-say = Каждое сообщение здесь такое, каким его увидит получатель.
postbox-nothing-leaves = Наружу ничего не уходит.
postbox-ask-bot = Спросить бота самому
postbox-fresh = Пришло новое: показать
postbox-telegram = Telegram: { $n }
postbox-mail-count = Почта: { $n }
postbox-mail = Почта
postbox-paper = Бумага
postbox-earlier = Показать раньше
postbox-empty-staff = Сообщений пока нет. Поставьте отметку на уроке: первое появится здесь, когда кончится выдержка.
postbox-empty = Сообщений пока нет. Первое появится здесь, когда учитель поставит отметку.
postbox-to = Кому
postbox-to-all = всем
postbox-show = Показать
postbox-from = От
postbox-sender = Вестник, { $school }
postbox-subject = Тема
postbox-letter = Письмо: { $subject }
postbox-plain = То же без оформления
postbox-handed = Листы для семей без интернета отдаёт классный руководитель.
postbox-round = Печать № { $number }, листов: { $sheets }
postbox-printed = (напечатано)
telegram-bot = бот

chat-title = Бот
chat-say = Тот же бот, что в Telegram: пишите и нажимайте. Наружу ничего не уходит.
chat-postbox = Почтовый ящик: что приходит само
chat-who = Кто пишет
chat-talk = Разговор
chat-begin = Начать
chat-message = Сообщение
chat-send = Отправить
chat-commands = Команды
