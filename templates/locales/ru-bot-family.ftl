# Слова бота для семьи: дневник.

bot-family-menu-menu = Меню
bot-family-menu-today = Сегодня и завтра
bot-family-menu-week = Неделя
bot-family-menu-marks = Отметки
bot-family-menu-homework = Домашнее задание
bot-family-menu-absences = Пропуски
bot-family-menu-finals = Итоговые отметки
bot-family-choose = Что открыть?
bot-family-back = ‹ Назад
bot-family-to-menu = ‹ Меню
bot-family-nobody = Сейчас вам не открыт дневник ни одного ученика. Если это ошибка, скажите классному руководителю.
bot-family-not-yours = Этот дневник в боте открывают семья и сам ученик. Вам он открыт на сайте.

## День и неделя
bot-family-near-day = { $near ->
    [0] Вчера
    [1] Сегодня
   *[2] Завтра
  }
bot-family-no-lessons = Уроков нет.
bot-family-asked = { $asked ->
    [given] задано: { $task }
   *[due] сделать: { $task }
  }
bot-family-cancelled = урока нет
bot-family-absent = пропуск
bot-family-late = { $minutes ->
    [0] опоздание
   *[other] опоздание, { $minutes } мин
  }
bot-family-weekday = { $weekday ->
    [1] Пн
    [2] Вт
    [3] Ср
    [4] Чт
    [5] Пт
    [6] Сб
   *[7] Вс
  } { $day }
bot-family-week-before = ‹ Неделя раньше
bot-family-week-after = Неделя позже ›

## Отметки
bot-family-marks = отметки { $period }
bot-family-no-marks = Отметок пока нет.
bot-family-why = { $mark } · { $day }
bot-family-topic = Тема урока: { $topic }.
bot-family-weight = { $n ->
    [1] Вес обычный: в среднем балле считается один раз.
    [one] Вес { $n }: в среднем балле считается { $n } раз.
    [few] Вес { $n }: в среднем балле считается { $n } раза.
   *[many] Вес { $n }: в среднем балле считается { $n } раз.
  }
bot-family-what-if = Что если
bot-family-trial = { $subject }, что если
bot-family-trial-how = Добавьте отметку и увидите, что выйдет. В журнал ничего не запишется.
bot-family-now = Сейчас: { $result }.
bot-family-then = Если добавить { $marks }: { $result }.
bot-family-trial-weights = ×2, ×3 — сколько весит работа: контрольная может значить больше ответа.
bot-family-anew = Сначала
bot-family-no-average = среднего балла пока нет
bot-family-result = средний { $average }, выходит { $mark }
bot-family-result-disputed = средний { $average }, спорная: { $lower } или { $upper }, решает учитель

## Задания, пропуски, итоговые
bot-family-homework = что задано
bot-family-due-later = День не назван
bot-family-absences = пропуски { $period }
bot-family-finals = итоговые отметки
bot-family-no-finals = Итоговых отметок пока нет.

## Файлы уроков
bot-files = { $n ->
    [0] файлов к уроку нет
   *[other] файлы к уроку
  }
bot-files-of = Файлы: { $subject } ({ $n })
bot-files-one = { $kind ->
    [work] { $name }, { $size }: своя работа
   *[other] { $name }, { $size }
  }
bot-files-size = { $unit ->
    [mb] { $n } МБ
   *[kb] { $n } КБ
  }
bot-files-on-site = К урокам есть файлы: они открываются в дневнике на сайте.
