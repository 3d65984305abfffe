# Слова о самом себе на страницах: где открыт вход, пароль, что не получилось.

foot = Внизу страницы
foot-guide = Помощь
foot-sessions = Где я вошёл
foot-on-time = Как вовремя приходят сообщения
foot-language = In English

sessions-title = Где я вошёл
sessions-say = { $n ->
    [1] Вход открыт только здесь.
    [one] Вход открыт на { $n } устройстве. Если какое-то не ваше, закройте вход на нём и смените пароль.
   *[other] Вход открыт на { $n } устройствах. Если какое-то не ваше, закройте вход на нём и смените пароль.
  }
sessions-caption = Последним был тот, что выше.
sessions-device = Устройство
sessions-device-kind = { $kind ->
    [phone] телефон
    [tablet] планшет
    [computer] компьютер
   *[unknown] устройство
  }
sessions-this = { $device }, этот вход
sessions-since = Вход
sessions-seen = Последний раз
sessions-until = Закроется само
sessions-moment = { $day }, { $time }
sessions-end = Закрыть вход
sessions-act = Действие
sessions-end-all = Закрыть вход везде
sessions-ended = Вход там закрыт.
sessions-password = Сменить пароль

password-title = Сменить пароль
password-done-title = Пароль сменён
password-done = На других устройствах вход закрыт.
password-way-on = К началу
password-handed-over = Этот пароль вам выдали. Придумайте свой: дальше за всё, что сделано под вашим именем, отвечаете вы.
password-ends-others = После смены вход на других устройствах закроется.
password-old = Нынешний пароль
password-new = Новый, не короче 10 знаков
password-change = Сменить

problem-title = { $kind ->
    [signedOut] Вход закончился
    [foreignForm] Чужая форма
    [passwordFirst] Сначала пароль
    [forbidden] Не ваша страница
    [nothing] Ничего нет
    [closed] Закрыто
    [often] Слишком часто
    [broken] Поломка
   *[refused] Не понимаем
  }
problem-signed-out = Вход закончился. Войдите в другой вкладке, вернитесь сюда кнопкой «Назад» и отправьте ещё раз: введённое осталось.
problem-nothing = Такой страницы нет, или она не про вашего ребёнка.
problem-often = Слишком много попыток подряд. Подождите минуту и повторите.
problem-unreadable = Не понимаем, что прислано. Откройте страницу заново и повторите.
problem-broken = Мы сломались, не вы. Введённое сохранено.
problem-way = К началу
problem-code = Администратору:
