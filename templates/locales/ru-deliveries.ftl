# Слова страницы отправлений: судьба каждого сообщения, попытки, причины.

deliveries-title = Отправления
deliveries-caption = Отправления, новые сверху
deliveries-none = Таких сообщений нет.
deliveries-found = Нашлось сообщений: { $n }.
deliveries-empty = Отправлений пока нет. Первое появится здесь, когда учитель поставит отметку.
deliveries-quiet-day = Сегодня сообщений ещё не было.
deliveries-sum = { $any ->
    [yes] Сегодня принято сообщений: { $sent }
   *[no] Сегодня ещё ничего не принято
  }{ $waits ->
    [yes] , ждут { $waiting }
   *[no] { "" }
  }{ $refuses ->
    [yes] , отказов { $refused }
   *[no] { "" }
  }.
deliveries-who = Кому или о ком
deliveries-who-hint = Имя ученика или родителя
deliveries-state-head = Чем кончилось
deliveries-state = { $state ->
    [waiting] ждёт
    [sending] отправляем
    [sent] принято
    [unknown] могло дойти
    [failed] отказ или поломка
    [dropped] снято
   *[all] всё
  }
deliveries-find = Найти
deliveries-show = Показать
deliveries-of = Сообщения: { $name }
deliveries-of-all = Показать всех
deliveries-people = Кого показать?
deliveries-people-none = Никого с таким именем нет. Проверьте, как пишется.
deliveries-due = Срок
deliveries-receiver = Кому и о ком
deliveries-channel-head = Канал
deliveries-channel = { $channel ->
    [telegram] Telegram
    [email] почта
   *[paper] бумага
  }
deliveries-late-head = После срока
deliveries-today = , сегодня
deliveries-whole = { $kind ->
    [absences] отсутствие
    [daily] сводка за день
    [weekly] сводка за неделю
    [confirm] подтверждение адреса
    [reminder] напоминание учителю
    [joined] новый адрес
    [trial] пробное сообщение
    [entry] ссылка для входа
   *[newcomers] кто присоединился
  }
deliveries-empty-message = без содержания
deliveries-newer = Новее
deliveries-older = Раньше
deliveries-sums = Сегодня по каналам
deliveries-sums-title = Вся школа сегодня
deliveries-on-time = в срок
deliveries-refused = отказ
deliveries-promise = В срок — принято за 10 секунд, сводка за 15 минут, итог за сутки;
deliveries-by-day = по дням
deliveries-no-content = Что сказано в сообщении, здесь не показывают: это знает семья.
deliveries-late = { $unit ->
    [s] { $n } с
    [min] { $n } мин
   *[h] { $n } ч
  }

attempts-title = Как шло
attempts-none = Попыток ещё не было.
attempts-where = Куда
attempts-to = { $channel ->
    [telegram] чат •••{ $address }
    [paper] через классного руководителя
   *[email] { $address }
  }
attempts-suspended = Контакт приостановлен: { $why }.
attempts-revoked = Контакт отозван.
attempts-replay = Отправить снова
attempts-attempt = Попытка { $n }{ $again ->
    [yes] , повтор: прежняя могла дойти
   *[no] { "" }
  }
attempts-outcome = { $outcome ->
    [sent] Принято
    [later] Просили позже
    [unknown] Ответа нет
    [never] Отказ навсегда
    [broken] Сломалось у нас
   *[released] Отпущено
  }
attempts-under-way = отправляем

delivery-waits = { $dated ->
    [no] ждёт повтора: { $why }
   *[other] ждёт до { $until }: { $why }
  }
delivery-sent = { $paper ->
    [yes] на печати с { $at }
   *[no] принято в { $at }
  }
delivery-broken = сломалось у нас
delivery-fate = { $state ->
    [sending] отправляем
    [unknown] могло дойти: { $why }
    [failed] отказ навсегда: { $why }
    [dropped] снято: { $why }
   *[waiting] ждёт
  }
delivery-reason = { $reason ->
    [withdrawnBeforeTold] отметку сняли до отправки
    [asTold] семья это уже знает
    [choseOff] семья выбрала об этом не узнавать
    [notLow] семья просила сообщать только о двойках и тройках
    [heldAgain] отметка изменена до отправки
    [nothingToSay] говорить уже нечего
    [nothingNew] за это время ничего нового
    [noRight] получатель больше не вправе это знать
    [contactLost] контакт больше не действует
    [patienceEnded] канал слишком долго не отвечал, пошло следующим
    [noContact] не на что отправить
    [botBlocked] получатель заблокировал бота
    [accountGone] получатель удалил учётную запись
    [chatGone] такого чата больше нет
    [chatMoved] чат переехал
    [neverStarted] получатель ещё не открывал бота
    [addressRefused] такого адреса нет
    [quietHours] у семьи часы тишины
    [tooMany] просили подождать
    [serverError] сбой у провайдера
    [noConnection] нет соединения
    [tokenRefused] бот не принят, проверьте ключ
    [loginRefused] почта не приняла пароль
    [mailSettings] почта не настроена
    [recheckDue] на ежегодный вопрос не ответили
    [askedToPause] семья просила пока не писать
    [doubtful] адрес вызвал сомнение
    [noAnswer] ответа не было
    [workerGone] работа прервалась на полуслове
    [bounced] письмо вернулось
    [mailboxDisabled] ящик отключён
    [mailboxFull] ящик переполнен
    [refusedByPolicy] не приняли по правилам почты
    [messageRefused] письмо не приняли
    [senderRefused] почта не принимает наш адрес отправителя
    [tokenShared] этим ключом бота работает кто-то ещё
    [refusedForNow] просили позже
    [serverBusy] сервер занят
    [badSequence] сервер сбился
    [arrived] ученик пришёл раньше, чем ушло сообщение
    [excused] семья предупредила заранее
   *[other] { $reason }
  }
