# Слова бота для учителя: урок, перекличка, тема, задание.

bot-lesson-menu-lesson = Урок: что записано
bot-lesson-menu-roll = Перекличка
bot-lesson-menu-topic = Тема урока
bot-lesson-menu-task = Домашнее задание классу
bot-lesson-menu-missing = Чего сегодня не хватает

bot-lesson = Урок
bot-lesson-number = { $n } урок
bot-lesson-day = { $n ->
    [0] Уроков у вас сегодня нет
    [one] Сегодня { $n } урок. Какой?
    [few] Сегодня { $n } урока. Какой?
   *[many] Сегодня { $n } уроков. Какой?
  }
bot-lesson-awaited = { $n ->
    [one] Ещё можно внести отметки за { $n } урок
    [few] Ещё можно внести отметки за { $n } урока
   *[many] Ещё можно внести отметки за { $n } уроков
  }
bot-lesson-until = до { $day }
bot-lesson-still = Отметки ещё можно внести: { $kind }. Пишите: 3-5 7-4
bot-lesson-state = { $state ->
    [ahead] впереди
    [runs] идёт
   *[over] закончился
  }
bot-lesson-roll = { $state ->
    [none] Переклички не было.
    [all] Перекличка: все есть.
    [noted] Отмечены: нет — { $absent }, опоздали — { $late }. Перекличка не закончена.
   *[some] Перекличка: нет — { $absent }, опоздали — { $late }.
  }
bot-lesson-topic = { $state ->
    [none] Темы нет.
    [there] Тема записана.
   *[said] Тема: { $text }
  }
bot-lesson-homework = { $state ->
    [none] Задания нет.
    [without] Не задано.
    [there] Задание записано.
   *[said] Задание: { $text }
  }
bot-lesson-marks = Отметок: { $n }
bot-lesson-type = Отметки пишите прямо сюда: 3-5 7-4 12-н
bot-lesson-closed = { $state ->
    [ahead] Урок впереди. Записи вносят в день урока.
    [cancelled] Урок отменён, записей в нём не ведут.
   *[past] День урока закрыт. Исправить отметку можно по акту: /correction
  }
bot-lesson-do = { $act ->
    [roll] Перекличка
    [topic] Тема
    [homework] Задание
   *[whom] Задание одному
  }
bot-lesson-next-topic = { $state ->
    [there] Следующая тема по плану
   *[said] { $topic }
  }
bot-lesson-other = Другой урок

## Перекличка
bot-lesson-present = { $who ->
    [all] Все есть
   *[rest] Остальные есть
  }
bot-lesson-roll-how = Нажмите на имя: нет, ещё раз — опоздание, ещё раз — есть.
bot-lesson-noted = { $kind ->
    [absent] н
   *[late] оп
  }
bot-lesson-roll-taken = Перекличка записана

## Тема и задание
bot-lesson-ask = { $what ->
    [topic] Напишите тему урока.
    [homework] Напишите задание для всех или пришлите файл: фото, PDF, документ.
   *[task] Напишите задание для этого ученика.
  }
bot-lesson-without = Не задано
bot-lesson-whom = Кому задание?
bot-lesson-text-wrong = Нужен текст не длиннее { $most } знаков. Напишите ещё раз.
bot-lesson-written = { $what ->
    [topic] Тема записана.
    [homework] Задание записано.
    [task] Задание ученику записано.
   *[without] Записано: не задано.
  }

## Чего не хватает
bot-lesson-missing = { $n ->
    [0] Сегодня всё записано
    [one] Не заполнен { $n } урок
    [few] Не заполнены { $n } урока
   *[many] Не заполнены { $n } уроков
  }
bot-lesson-lacks = { $what ->
    [topic] нет темы
    [roll] нет переклички
   *[homework] нет задания
  }
bot-lesson-missing-until = Внести можно сегодня до полуночи.
bot-lesson-finals = Итоговые, которые пора внести на сайте
bot-lesson-finals-left = осталось { $n }

bot-remind-menu = Напоминания о журнале
bot-remind-is = { $state ->
    [on] Напоминания включены
   *[off] Напоминаний нет
  }
bot-remind-when = Если после ваших уроков что-то не заполнено, бот один раз напомнит через { $minutes } мин. после последнего звонка.
bot-remind-joined = { $state ->
    [on] Кто из класса подключился — сообщаем
   *[off] Кто из класса подключился — не сообщаем
  }
bot-remind-turn = { $what ->
    [tellJoined] { $state ->
        [on] Сообщать, кто подключился
       *[off] Не сообщать, кто подключился
      }
   *[remindLessons] { $state ->
        [on] Напоминать
       *[off] Не напоминать
      }
  }
