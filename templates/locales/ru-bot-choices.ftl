# Слова бота для семьи: настройки, записки, ответы на сообщение об отсутствии, сведения о себе.

bot-choices-menu-settings = Настройки
bot-choices-menu-excuse = Предупредить об отсутствии
bot-choices-menu-data = Что о вас хранится

## Настройки
bot-choices-title = О чём и когда писать
bot-choices-when = о чём и когда писать
bot-choices-saved = Сохранено
bot-choices-about-me = Подробнее
bot-choices-line = отметки — { $marks ->
    [now] сразу
    [evening] вечером
    [weekly] раз в неделю
   *[off] нет
  }{ $low ->
    [yes] {" "}(только 2 и 3)
   *[no] {""}
  }; домашнее задание — { $homework ->
    [off] нет
   *[evening] вечером
  }; сводка за неделю — { $weekly ->
    [off] нет
   *[weekly] да
  }
bot-choices-own = Сейчас: { $line }
bot-choices-line-marks = Отметки — { $marks ->
    [now] сразу
    [evening] вечером
    [weekly] раз в неделю
   *[off] нет
  }{ $low ->
    [yes] {" "}(только 2 и 3)
   *[no] {""}
  }.
bot-choices-line-rest = Домашнее задание — { $homework ->
    [off] нет
   *[evening] вечером
  }. Сводка за неделю — { $weekly ->
    [off] нет
   *[weekly] да
  }.
bot-choices-hours = Вечером — в { $evening }. Раз в неделю — { $day ->
    [1] по понедельникам
    [2] по вторникам
    [3] по средам
    [4] по четвергам
    [5] по пятницам
    [6] по субботам
   *[7] по воскресеньям
  } в { $weekly }. { $quiet ->
    [never] Тихих часов нет.
   *[hours] Тихо с { $from } до { $to }.
  }
bot-choices-always = Об итоговых отметках и пропуске без причины скажем в любом случае.
bot-choices-preset = { $preset ->
    [now] Всё сразу
    [evening] Всё вечером
    [weekly] Всё раз в неделю
   *[off] Только важное
  }
bot-choices-marks = { $frequency ->
    [now] Отметки сразу
    [evening] Отметки вечером
    [weekly] Раз в неделю
   *[off] Без отметок
  }
bot-choices-low = { $low ->
    [yes] Писать обо всех отметках
   *[no] Писать только о 2 и 3
  }
bot-choices-homework = { $homework ->
    [off] Присылать задания
   *[evening] Не присылать задания
  }
bot-choices-weekly = { $weekly ->
    [off] Присылать сводку за неделю
   *[weekly] Не присылать сводку
  }

## Часы
bot-choices-quiet = Тихие часы
bot-choices-quiet-now = { $quiet ->
    [never] Сейчас их нет: пишем в любое время.
   *[hours] С { $from } до { $to } молчим. О пропуске во время уроков скажем сразу.
  }
bot-choices-edge = { $set ->
    [from] с { $hour }
   *[to] до { $hour }
  }
bot-choices-never-quiet = Писать всегда
bot-choices-as-school = Как в школе
bot-choices-evening = Час вечером
bot-choices-evening-now = Вечерние новости приходят в { $hour }. В котором часу удобно?
bot-choices-weekly-hour = День и час сводки
bot-choices-weekly-now = Сводка за неделю приходит { $day ->
    [1] по понедельникам
    [2] по вторникам
    [3] по средам
    [4] по четвергам
    [5] по пятницам
    [6] по субботам
   *[7] по воскресеньям
  } в { $hour }. Когда удобно?
bot-choices-weekday = { $weekday ->
    [1] Пн
    [2] Вт
    [3] Ср
    [4] Чт
    [5] Пт
    [6] Сб
   *[7] Вс
  }
bot-choices-zone = Часовой пояс
bot-choices-zone-is = Часовой пояс: { $zone }
bot-choices-by-clock = Время: { $zone }.
bot-choices-zone-now = Часы в настройках считаем по времени: { $zone }. Где вы живёте?
bot-choices-city = { $city ->
    [kaliningrad] Калининград
    [moscow] Москва
    [samara] Самара
    [yekaterinburg] Екатеринбург
    [omsk] Омск
    [krasnoyarsk] Красноярск
    [irkutsk] Иркутск
    [yakutsk] Якутск
    [vladivostok] Владивосток
    [magadan] Магадан
   *[kamchatka] Камчатка
  }

## Записка об отсутствии
bot-choices-excuse = записка об отсутствии
bot-choices-excuse-days = Когда не будет? Выберите день или напишите дни, например: 27.11–29.11.
bot-choices-excuse-there = Уже есть записка: { $days }.
bot-choices-excuse-withdraw = Забрать: { $days }
bot-choices-excuse-why = { $days }. Почему?
bot-choices-reason = { $reason ->
    [ill] Болеет
    [doctor] Визит к врачу
    [family] Семейные дела
    [contest] Соревнования, олимпиада
   *[later] Причину скажем позже
  }
bot-choices-excuse-own = Своими словами
bot-choices-excuse-write = { $days }. Напишите причину одним сообщением: оно сразу уйдёт классному руководителю.
bot-choices-excuse-sees = Записку увидит классный руководитель.
bot-choices-excuse-send = Отправить
bot-choices-excuse-handed = Передали классному руководителю: { $days }.
bot-choices-excuse-papers = { $n ->
    [0] Есть справка? Пришлите сюда её фото или PDF.
    [one] Приложен { $n } документ. Можно прислать ещё.
    [few] Приложено { $n } документа.
   *[other] Приложено { $n } документов.
}
bot-choices-excuse-take-back = Забрать записку
bot-choices-excuse-withdrawn = Записку забрали.
bot-choices-excuse-unread = Дни не разобрать. Напишите так: 27.11 или 27.11–29.11.
bot-choices-excuse-empty = Напишите причину словами или пришлите фото справки.
bot-choices-excuse-long = Слишком длинно: не больше 1000 знаков. Напишите короче.
bot-choices-excuse-parents = Записку пишут родители. Попросите их.

## Ответы на сообщение об отсутствии
family-answer = { $answer ->
    [ill] Болеет
    [known] Знаю
    [reply] Ответить
    [seen] Ознакомлен(а)
   *[call] Позвоните мне
  }
bot-choices-known = Семья знает, что ученика нет на уроках.
bot-choices-will-call = Передали классному руководителю: вам позвонят.
bot-choices-seen = Отметили: вы ознакомлены. Школа это видит.
bot-choices-call-asked = просит позвонить

## Что хранится
bot-choices-data = Что о вас хранится
bot-choices-data-card = Карточка: имя и то, что о вас записала школа.
bot-choices-data-line = { $kind ->
    [contacts] Ваши адреса
    [papers] Заявления, согласия, справки
    [family] Записи о семье
    [marks] Отметки
    [absences] Пропуски и опоздания
    [excuses] Записки об отсутствии
    [messages] Отправленные вам сообщения
   *[trail] Записи о том, кто что открывал и менял
  }: { $n }
bot-choices-data-why = Всё вместе можно получить файлом; он придёт в этот чат, а Телеграм — не школа. Удалить сведения можно по заявлению.
bot-choices-data-elsewhere = Файл со всем этим даёт школа: в этот чат его присылать нельзя. Удалить сведения можно по заявлению.
bot-choices-data-get = Получить файлом
bot-choices-data-large = Файл слишком большой для чата. Попросите его у администратора школы.
