# Слова страниц семьи и ученика: дневник, отметки, итоговые.

pupil-children = Дети
pupil-sections = Учёба
pupil-section = { $section ->
    [diary] Дневник
    [marks] Отметки
    [finals] Итоговые
    [excuses] Записки
   *[talk] Переписка
  }
pupil-none = Сейчас вам не открыт ни один дневник. Если это ошибка, скажите классному руководителю.

## Неделя
diary-page = { $pupil }: дневник, { $days }
diary-before = Предыдущая неделя
diary-after = Следующая неделя
diary-now = К этой неделе
diary-days = Дни недели
diary-no-marks = Отметок на этой неделе нет.
diary-marks = { $marks }: { $each }.
diary-missed = { $missed }.
diary-due = { $day }, сделать: { $subjects }.
diary-today = сегодня
diary-no-lessons = Уроков нет.
diary-lesson-off = урока нет
diary-homework-short = { $due ->
    [yes] сделать
   *[no] д/з
  }
diary-task = лично: { $task }
diary-nothing-asked = не задано
diary-weekday = { $n ->
    [1] пн
    [2] вт
    [3] ср
    [4] чт
    [5] пт
    [6] сб
   *[0] вс
  }
diary-weekday-long = { $n ->
    [1] Понедельник
    [2] Вторник
    [3] Среда
    [4] Четверг
    [5] Пятница
    [6] Суббота
   *[0] Воскресенье
  }
diary-reason-short = { $reason ->
    [illness] Б
    [valid] УП
    [invalid] НП
    [released] ОСВ
   *[unknown] ?
  }
diary-absent = нет на уроке, { $reason ->
    [illness] болезнь
    [valid] уважительная причина
    [invalid] неуважительная причина
    [released] освобождение
   *[unknown] причина не названа
  }
diary-late = { $minutes ->
    [0] опоздание
   *[other] опоздание, { $minutes } мин
  }

## Отметки
marks-page = { $pupil }: отметки
marks-subject-page = { $pupil }: { $subject }
marks-plain = Отметки
marks-title = Отметки { $period }
marks-terms = Период
marks-term = { $kind ->
    [quarter] { $n }-я четверть
    [halfYear] { $n }-е полугодие
    [trimester] { $n }-й триместр
   *[module] { $n }-й модуль
  }
marks-until = Период идёт до { $day }.
marks-none = Отметок за этот период пока нет. Первая появится здесь сама.
marks-no-average = Среднего балла пока нет.
marks-comes-out = выходит { $mark }
marks-line = Длина синей линии — средний балл, от 2 до 5.
marks-years = Прошлые годы
marks-year = { $year }, { $class }
marks-back = ‹ Все отметки { $period }
marks-back-week = ‹ Дневник этой недели
marks-each = Отметки по дням
marks-chart = Отметки: { $told }. Средний балл был { $from }, стал { $to }.
marks-trial = Что если
marks-trial-how = Выберите отметки, которых ещё нет, и увидите, что выйдет. В журнал ничего не запишется.
marks-trial-nth = Отметка { $n }
marks-trial-ask = Посчитать
marks-how = Как считается средний балл
marks-steps = Так решила школа: { $steps }.
marks-step = { $value } от { $from }
marks-history = Как она появилась

## Итоговые
finals-page = { $pupil }: итоговые отметки
finals-own = Итоговые отметки
finals-none = Итоговых отметок пока нет. Они появятся здесь, когда школа их объявит.
finals-unseen = Итоговые отметки выставлены. Отметьте, что вы их видели.

## Записки
excuses-page = { $pupil }: записки об отсутствии
excuses-title = Записки об отсутствии
excuses-handed = Передали классному руководителю.
excuses-how = Напишите заранее или в тот же день. Записку увидит классный руководитель.
excuses-from = С какого дня
excuses-to = По какой день
excuses-why = Почему
excuses-file = Фото или PDF справки, если есть
excuses-file-hint = PDF, JPEG или PNG до 10 МБ.
excuses-send = Отправить записку
excuses-given = Что уже написано
excuses-none = Записок пока нет. Отправленные появятся здесь, и будет видно, что с ними стало.
excuses-state = { $state ->
    [given] ждёт классного руководителя
    [confirmed] классный руководитель прочитал
   *[withdrawn] записку забрали
  }{ $files ->
    [0] {""}
    [one] , приложен { $files } документ
    [few] , приложено { $files } документа
   *[other] , приложено { $files } документов
  }
excuses-withdraw = Забрать записку: { $days }

## Переписка
talk-page = { $pupil }: переписка с классным руководителем
talk-title = Переписка с классным руководителем
talk-none = Сообщений пока нет. Напишите первым: классный руководитель получит сообщение сразу.
talk-side = { $side ->
    [family] Вы
   *[teacher] Классный руководитель
  }
talk-read = { $time }, прочитано
talk-mark-read = Прочитано
talk-write = Сообщение
talk-send = Отправить сообщение

## Настройки
settings-title = Настройки
settings-all = Для всех детей сразу
settings-frequency = { $frequency ->
    [now] сразу
    [evening] вечером
    [weekly] раз в неделю
   *[off] не присылать
  }
settings-marks = Отметки
settings-low = Только двойки и тройки
settings-homework = Домашнее задание
settings-weekly = Сводка за неделю
settings-save = Сохранить: { $what }
settings-hours = Часы
settings-quiet-from = Молчать с
settings-quiet-to = Молчать до
settings-quiet-hint = Одинаковые часы: писать в любое время. О пропуске во время уроков скажем сразу.
settings-weekly-day = День сводки
settings-weekly-hour = Час сводки
settings-save-hours = Сохранить часы
settings-contacts = Куда мы пишем
settings-no-contacts = Адресов пока нет. Подключите Telegram или скажите адрес классному руководителю.
settings-contact-state = { $state ->
    [paused] вы просили пока не писать
    [unconfirmed] ждёт подтверждения
    [confirmed] подтверждён
    [suspended] остановлен: адрес не отвечает
   *[revoked] отключён
  }
settings-telegram = Подключить Telegram
settings-data = Всё вместе можно получить файлом.
settings-data-get = Скачать файлом

## Telegram
telegram-say = Откройте бота этой кнопкой: он узнает вас сам.
telegram-open = Открыть бота в Telegram
telegram-own = Ссылка ваша личная и работает { $minutes } минут: не пересылайте её. Позже откройте эту страницу ещё раз.
telegram-demo = В вымышленной школе бот живёт на странице, наружу ничего не уходит.
telegram-none = Бот школы не подключён. Когда администратор его подключит, здесь появится кнопка.
telegram-window = Открыть бота

## Отметка вслух
mark-spoken = { $meaning ->
    [released] освобождение
    [unattested] не аттестация
    [passed] зачёт
   *[failed] незачёт
  }
mark-was = { $now ->
    [withdrawn] , снята, была { $was }
   *[changed] , было { $was }
  }
