# Слова страницы о том, как работает рассылка.

health-title = Как работает рассылка
health-say = { $n ->
    [0] Всё работает.
    [one] Требует внимания { $n } дело.
    [few] Требуют внимания { $n } дела.
   *[many] Требуют внимания { $n } дел.
  }
health-alarm = { $kind }: { $n }
health-local = Ссылки в листках и письмах ведут на эту машину, семьи их не откроют. Задайте PUBLIC_URL и запустите журнал заново.
health-gate = { $stopped ->
    [yes] { $name }: остановлен, настройки не приняты.
   *[no] { $name }: пауза до { $day }, { $time }.
  }
health-office = Почтовая служба
health-what = Что
health-count = Сколько
health-workers = Работают процессов
health-unrouted = Новостей не разобрано
health-unknown = Ответа на отправку не было
health-repeats = Могли прочитать дважды
health-broken = Сломано у нас
health-jobs = Очереди
health-job-queue = Очередь
health-job-events = Новости
health-job-urgent = Срочное
health-job-state = { $state ->
    [waiting] ждут
    [active] в работе
    [delayed] отложены
   *[failed] не удались
  }
health-jobs-silent = { $queues ->
    [redis] Очереди не отвечают. Проверьте, работает ли Redis и верен ли REDIS_URL. Ничего не пропадёт: сообщения ждут в базе.
   *[postgres] Очереди не отвечают. Проверьте, запущена ли почтовая служба. Ничего не пропадёт: сообщения ждут в базе.
  }
health-queues = { $queues ->
    [redis] Очереди ведёт Redis.
   *[postgres] Очереди ведёт PostgreSQL.
  }
health-replay = Отправить снова: { $n }
health-none = Отправлений ещё не было. Первые появятся, когда учитель поставит отметку.
health-not-set = { $channel ->
    [telegram] Канал не настроен, сообщения ждут. Задайте TELEGRAM_BOT_TOKEN и запустите журнал заново.
   *[email] Канал не настроен, сообщения ждут. Задайте SMTP_URL и MAIL_FROM и запустите журнал заново.
  }
health-kinds = { $channel }: что и сколько
health-kind = Что
health-state = { $state ->
    [waiting] ждёт
    [sent] принято
    [failed] отказ
    [unknown] без ответа
   *[dropped] снято
  }
health-oldest = Самое старое ждёт с
health-deliveries = Все отправления
