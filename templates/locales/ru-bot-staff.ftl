# Слова бота для школы: общее.

bot-staff-on-site = В Telegram школа этого не показывает. Подробности — на сайте.
bot-staff-open-site = Открыть сайт
bot-staff-words-on-site = Сам текст — на сайте.
bot-staff-earlier = ‹ Раньше
bot-staff-further = Дальше ›
