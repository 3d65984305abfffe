# Слова бота для учителя: исправление после закрытого дня.

bot-correct-menu = Исправить по акту
bot-correct-lessons = В каком уроке исправить?
bot-correct-no-lessons = Закрытых уроков с работами у вас нет
bot-correct-no-order = Исправления после закрытия дня в школе не введены. Попросите администратора внести приказ директора.
bot-correct-work = За какую работу?
bot-correct-whose = Чью отметку?
bot-correct-which = Какая отметка должна стоять?
bot-correct-take-away = Убрать отметку
bot-correct-reason = Напишите завучу причину одним сообщением.
bot-correct-reason-wrong = Причина — текст не длиннее { $most } знаков. Напишите ещё раз.
bot-correct-asked = Запрос подан. Решит завуч; до этого в журнале всё как было.
bot-correct-mine = Мои запросы: { $n }
bot-correct-mine-all = Мои запросы
bot-correct-state = { $state ->
    [draft] черновик
    [requested] ждёт решения
    [approved] одобрено, акт № { $act }
    [refused] отказано
   *[withdrawn] отозвано
  }
bot-correct-is = Запрос: { $state }
bot-correct-why = Причина: { $text }
bot-correct-answer = Ответ завуча: { $text }
bot-correct-submit = Подать с причиной
bot-correct-withdraw = Отозвать
bot-correct-withdrawn = Запрос отозван
bot-correct-finals = Итоговая отметка
bot-correct-journals = { $n ->
    [0] У вас нет журналов с итоговыми
   *[other] В каком журнале исправить итоговую?
  }
bot-correct-period = За какой период?
bot-correct-no-period = Дни всех итоговых этого журнала ещё не прошли: их ставят прямо в журнал на сайте
