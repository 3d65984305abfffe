# Слова страниц о контактах.

turning = Страницы списка
turning-before = Предыдущие
turning-after = Следующие

contacts-title = Контакты
contacts-back = К контактам
contacts-say = { $n ->
    [0] Никто не ждёт подтверждения.
    [one] Ждёт подтверждения { $n } контакт.
    [few] Ждут подтверждения { $n } контакта.
   *[many] Ждут подтверждения { $n } контактов.
  }
contacts-slips = Листки по классам
contacts-move = Перевести на другой канал
contacts-find = Найти человека
contacts-queues = Очередь
contacts-tab = { $tab ->
    [waiting] Ждут подтверждения: { $n }
    [confirmedThisWeek] Подтверждены за неделю: { $n }
    [suspended] Приостановлены: { $n }
   *[unreachable] Не достать: { $n }
  }
contacts-tab-name = { $tab ->
    [waiting] Ждут подтверждения, самые давние сверху
    [confirmedThisWeek] Подтверждены за неделю, новые сверху
    [suspended] Приостановлены, новые сверху
   *[unreachable] Ученики, о которых некому написать
  }
contacts-empty = { $tab ->
    [waiting] Подтверждения никто не ждёт. Новый контакт появится здесь, когда его внесут по заявлению или семья откроет листок.
    [confirmedThisWeek] За неделю никто не подтвердил адрес. Напечатайте листки классу, где семьи ещё не подключились.
    [suspended] Приостановленных контактов нет. Адрес, о котором семья не ответила за год, появится здесь сам.
   *[unreachable] О каждом ученике есть кому написать. Кого станет не достать, появится здесь.
  }
contacts-who = Кто
contacts-where = Куда писать
contacts-since = С какого дня
contacts-stands-head = Откуда известен
contacts-state-head = Состояние
contacts-pupil = Ученик
contacts-class = Класс
contacts-whom = Кому некуда написать
contacts-channel = { $channel ->
    [telegram] Telegram
    [email] почта
   *[paper] бумага
  }
contacts-stands = { $stands ->
    [statement] заявление семьи
    [signed] документ с проверенной подписью
    [unverified] документ, подпись не проверена
   *[nothing] своя запись
  }
contacts-reason = { $reason ->
    [botBlocked] бот заблокирован
    [addressRefused] такого адреса нет
    [recheckDue] не ответили на ежегодный вопрос
    [askedToPause] семья просила пока не писать
    [doubtful] адрес вызвал сомнение
   *[other] адрес не принимает сообщений
  }
contacts-state = { $state ->
    [unconfirmed] не подтверждён
    [confirmed] подтверждён
    [suspended] приостановлен: { $reason ->
        [botBlocked] бот заблокирован
        [addressRefused] такого адреса нет
        [recheckDue] не ответили на ежегодный вопрос
        [askedToPause] семья просила пока не писать
        [doubtful] адрес вызвал сомнение
       *[other] адрес не принимает сообщений
      }
   *[revoked] отозван
  }

## Паспорт контакта
passport-title = Контакты: { $name }
passport-person = Карточка человека
passport-ward = { $kinship ->
    [mother] мать
    [father] отец
   *[other] законный представитель
  }: { $name }
passport-none = Писать некуда. Внесите заявление семьи, а по нему адрес, или напечатайте листок класса.
passport-first = Сюда пишем сначала.
passport-last-resort = школа печатает листы сама: иначе не доходит
passport-behind = { $stands ->
    [statement] Заявление { $number } от { $day }
    [signed] Документ { $number } от { $day }, подпись проверена
   *[unverified] Документ { $number } от { $day }, подпись не проверена
  }
passport-entered = Внесён
passport-confirmed = Подтверждён
passport-confirmed-on = { $day }, { $how }{ $by ->
    [none] .
   *[other] ; подтвердил(а) { $by }.
  }
passport-how = { $how ->
    [slip] по листку с кодом
    [link] по ссылке из письма
    [none] как, не записано
   *[other] { $how }
  }
passport-not-yet = ещё нет
passport-owner-only = За контактом нет заявления. Подтвердить его может только сам человек: по ссылке или листку.
passport-how-ask = Откуда известно, что адрес их?
passport-how-hint = Например: назвала по телефону, сверено с заявлением.
passport-confirm = Подтвердить контакт
passport-give-document = Записать документ за контактом
passport-suspend-why = Почему пока не писать
passport-suspend = Приостановить контакт
passport-revive = Снова писать сюда
passport-revoke = Отозвать контакт
passport-add = Внести контакт
passport-add-needs = Сначала запишите заявление семьи: контакт вносят по документу.
passport-add-do = Внести контакт
passport-address = Адрес почты
passport-address-hint = Для бумаги оставьте пустым. Telegram подключает сама семья: по листку с кодом.
passport-document = По какому документу
passport-statement = Заявление № { $number } от { $day }
passport-signed = Документ с подписью { $number } от { $day }
passport-documents = Документы
passport-no-documents = Документов пока нет. Заявление семьи записывают здесь классный руководитель и администратор.
passport-about-paper = Семья просит бумагу: листы идут первыми.
passport-scan = Сохранить скан
passport-no-scan = Скана нет.
passport-attach = Скан: PDF, JPEG или PNG до 10 МБ
passport-attach-do = Приложить скан
passport-verified = подпись проверена
passport-verify-how = Как проверили подпись
passport-verify = Подпись проверена
passport-record = Записать заявление
passport-number = Номер
passport-date = Дата
passport-about = О чём
passport-about-what = { $about ->
    [paper] просит бумагу вместо сообщений
   *[contacts] называет адреса, куда писать
  }
passport-record-do = Записать заявление

## Листки
slips-title = Листки по классам
slips-say = На листке код и ПИН: семья открывает ссылку и подключается сама. Новый листок гасит прежний.
slips-none = В этом году классов нет. Загрузите их из файла на странице «Люди».
slips-unreachable = { $n ->
    [0] Написать есть кому о каждом.
    [one] { $n } ученик, о котором некому написать.
    [few] { $n } ученика, о которых некому написать.
   *[many] { $n } учеников, о которых некому написать.
  }
slips-everybody = И тем, у кого адрес уже есть
slips-print = Напечатать листки

## Перевод на другой канал
move-title = Перевести на другой канал
move-say = Адрес в этом канале станет первым у каждого, кто его уже подтвердил. Новых адресов не появится; кто просил бумагу, останется на бумаге.
move-whom = Кого
move-school = всю школу
move-onto = На что
move-count = Посчитать
move-would = { $n ->
    [0] Переводить некого: ни у кого нет подтверждённого адреса в этом канале, который стоял бы не первым.
    [one] Переведём { $n } человека.
   *[other] Переведём { $n } человек.
  }
move-do = Перевести: { $n }
move-done = Переведено: { $n }.
