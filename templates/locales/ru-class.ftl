# Слова страниц класса: кто на связи, пропуски, записки, переписка, объявления.

class-pages = Страницы класса
class-leader = Классный руководитель: { $name }
class-tab = { $tab ->
    [desk] Класс
    [absences] Пропуски
    [excuses] Записки
    [talks] Переписка
   *[announcements] Объявления
  }
class-reached = На связи { $n ->
    [one] { $n } семья
    [few] { $n } семьи
   *[many] { $n } семей
  } из { $all }.
class-calm = Ничего не ждёт.
class-waits = { $what ->
    [excuses] { $n ->
        [one] записка не прочитана
        [few] записки не прочитаны
       *[many] записок не прочитано
      }
    [absences] { $n ->
        [one] ученик с пропусками без причины
       *[many] учеников с пропусками без причины
      }
    [calls] { $n ->
        [one] семье позвонить
       *[many] семьям позвонить
      }
    [talks] { $n ->
        [one] семья ждёт ответа
        [few] семьи ждут ответа
       *[many] семей ждут ответа
      }
   *[sheets] { $n ->
        [one] лист не отдан
        [few] листа не отдано
       *[many] листов не отдано
      }
  }
class-pupils = Список класса и связь
class-card = Карточка
class-card-of = Карточка: { $pupil }
class-no-guardian = Родители не внесены.
class-kin = { $kin ->
    [mother] мать
    [father] отец
    [self] лично
   *[other] представитель
  }
class-joined = на связи
class-channel = { $channel ->
    [telegram] Telegram
    [email] почта
   *[paper] бумага
  }
class-slip = { $state ->
    [waiting] листок ждёт до { $until }
    [asked] адрес назван, не подтверждён
    [declined] листок попал не тому
    [cancelled] листок погашен
    [expired] листок истёк { $until }
   *[none] листок не выдан
  }
class-journals = Журналы класса
class-finals-of = Итоги
class-finals = Итоговые отметки не дошли
class-hours = { $n } ч
class-late = срок прошёл
class-receipt = { $state ->
    [notAnnounced] не объявлена
    [onTheWay] в пути
    [unsure] могла дойти
    [failed] поломка у нас
    [onPaper] лист не отдан
    [called] сказано по телефону
   *[unreachable] написать некому
  }
class-slips = Листки доступа
class-slips-hint = Печатаются тем, кто ещё не подключился. Прежние листки этих людей гаснут.
class-slips-pupils = Листки ученикам, а не родителям
class-slips-everybody = И тем, кто уже подключился
class-slips-print = Напечатать листки
classes-title = Классы
classes-none = Классов в этом учебном году нет. Их вносят в учебном плане.

## Записки
class-excuses-none = Непрочитанных записок нет. Новая появится здесь сама.
excuses-unread = { $n ->
    [one] { $n } записка ждёт, чтобы её прочитали.
    [few] { $n } записки ждут, чтобы их прочитали.
   *[many] { $n } записок ждут, чтобы их прочитали.
  }
excuses-read = Прочитанные за месяц
excuse-by = От кого: { $name }
excuse-state = { $state ->
    [confirmed] прочитано
   *[withdrawn] семья забрала записку
  }
excuse-file = Документ { $n }
excuse-confirm = Прочитано
excuse-answer = Ответить семье

## Пропуски
absences-none = Пропусков без причины нет. Новый появится здесь сам, когда учитель отметит явку.
absences-missed = { $n ->
    [one] У { $n } ученика пропуски без причины.
   *[many] У { $n } учеников пропуски без причины.
  }
absences-line = { $days }, { $n ->
    [one] { $n } урок
    [few] { $n } урока
   *[many] { $n } уроков
  }, причину ставят до { $due }
absences-covered = Есть записка или документ
absences-reason = Причина
absences-why = { $reason ->
    [illness] Болезнь
    [valid] Уважительная
    [invalid] Неуважительная
   *[released] Освобождение
  }
absences-set = Поставить причину
absences-overdue = Срок причины прошёл
absences-overdue-hint = Документ предъявлен, причину не поставили за два рабочих дня. Теперь её ставит завуч.
absences-sums = Пропуски за период
absences-sums-none = { $days }: пропусков и опозданий нет.
absences-pupil = Ученик
absences-all = Уроков
absences-short = { $reason ->
    [illness] Б
    [valid] УП
    [invalid] НП
    [released] ОСВ
   *[none] Без причины
  }
absences-late = Опозданий
document-title = Принять документ о пропусках
document-hint = Справка или заявление. Причина встанет на все пропуски этих дней, которых ещё никто не объяснил.
document-pupil = Ученик
document-kind = Какой документ
document-kind-hint = Например: справка, заявление
document-number = Номер, если есть
document-from = Первый день
document-to = Последний день
document-issued = Выдан
document-presented = Предъявлен
document-save = Принять документ

## Переписка
talks-none = Переписки пока нет. Когда семья напишет, письмо появится здесь.
talks-unread = { $n ->
    [one] { $n } новое сообщение
    [few] { $n } новых сообщения
   *[many] { $n } новых сообщений
  }
talks-begin = Написать семье
talks-write = Написать
talks-all = Вся переписка класса
talk-empty = Здесь ещё ничего не написано.
talk-own = Вы
talk-seen = { $seen ->
    [yes] прочитано
   *[no] ещё не прочитано
  }
talk-text = Ваше сообщение
talk-hint = Семья узнает о нём там, где читает сообщения школы.
class-talk-send = Отправить семье

## Объявления
announcements-title = Объявления
announcements-say = Напишите, посмотрите, до скольких людей дойдёт, и отправьте. Отправленное не отозвать.
announcements-before = Прежние
announcements-none = Объявлений ещё не было. Первое напишите выше.
announcements-all = Все объявления
announcement-circle = Кому
announcement-title = Заголовок, одна строка
announcement-text = Текст, если нужен
announcement-preview = Посмотреть, кому дойдёт
announcement-state = { $state ->
    [sent] отправлено
   *[draft] черновик
  }
announcement-left = Отправлено { $day }
announcement-reach = { $people ->
    [one] Узнает { $people } человек
    [few] Узнают { $people } человека
   *[many] Узнают { $people } человек
  }, родные { $pupils ->
    [one] { $pupils } ученика
   *[many] { $pupils } учеников
  }.
announcement-missed = Из них без подтверждённого адреса: { $unreachable }. Отказались от объявлений: { $silent }.
announcement-send = { $n ->
    [one] Отправить { $n } человеку
   *[many] Отправить { $n } людям
  }
announcement-discard = Удалить черновик
circle-class = Класс { $name }
circle-level = Параллель { $level }
circle-school = Вся школа
circle-subgroup = Подгруппа { $name }
announcement-asks-seen = Попросить семьи отметить, что они ознакомлены
announcement-asks-seen-is = Семьи попросим отметить, что они ознакомлены.
