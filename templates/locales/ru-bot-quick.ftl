# Слова бота для учителя: отметки, набранные в чате.

bot-quick-understood = { $state ->
    [some] Понято:
   *[none] Пока записывать нечего.
  }
bot-quick-not-understood = Не понято
bot-quick-look = Проверьте
bot-quick-noted = { $kind ->
    [absent] н
    [late] { $minutes ->
        [0] оп
       *[other] оп { $minutes } мин
    }
   *[present] есть
  }
bot-quick-same = { $value } (уже стоит)
bot-quick-whole = { $who ->
    [all] Все есть.
   *[rest] Остальные есть.
  }
bot-quick-text = { $what ->
    [topic] Тема: { $text }
    [homework] Задание: { $text }
    [task] задание: { $text }
   *[without] Не задано.
  }
bot-quick-as-written = как вы написали
bot-quick-who = { $guess ->
    [true] { $place } — такого имени в списке нет. Кто это?
   *[false] { $place } — кто это?
  }
bot-quick-sure = { $code ->
    [absent] Отметка тем, кого нет на уроке: { $who }. Всё верно?
    [one] Единица бывает редко: { $who }. Всё верно?
   *[erase] Что стояло, исчезнет: { $who }. Всё верно?
  }
bot-quick-place = Слово { $n }
bot-quick-more = И ещё: { $n }

bot-quick-save = { $how ->
    [sure] Да, сохранить
    [part] Сохранить понятое
   *[all] Сохранить
  }
bot-quick-fix = Исправить
bot-quick-fixing = Ничего не записано. Пришлите исправленный текст.
bot-quick-other-kind = Другая работа
bot-quick-which-kind = За что отметки?
bot-quick-kind-on = Дальше отметки за это: { $kind }. Пишите: 3-5 7-4
bot-quick-stale = Этой карточки больше нет. Пришлите текст ещё раз.
bot-quick-nothing = Это не похоже на запись об уроке. Пример: 3-5 7-4 12-н. Что можно ещё: /help
bot-quick-no-lessons = Уроков у вас сегодня нет, записать некуда. Исправить прошлое: /correction
bot-quick-not-today = Такого урока у вас сегодня нет. Записи вносят в день урока: /lesson
bot-quick-which-topic = Какая тема, не сказано. Напишите только «тема», и бот предложит следующую по плану, или словами: «тема: Многочлены».

bot-quick-saved = { $state ->
    [undone] Отметки отменены: { $lesson }
   *[saved] Записано: { $lesson }
  }
bot-quick-hold = { $state ->
    [undo] Семьи узнают об отметках после { $at }. Отменить можно до { $until }.
    [soon] Семьи узнают об отметках после { $at }.
   *[heard] Семьи узнают об отметках с { $at }.
  }
bot-quick-undo = Отменить отметки
bot-quick-to-lesson = К уроку
bot-quick-too-late = Отменить уже нельзя: семьи вот-вот узнают. До полуночи пришлите верную отметку.
bot-quick-changed-since = Эти отметки с тех пор изменились. Пришлите верные ещё раз.

## Что не понято
bot-quick-fault = { $kind ->
    [unknown] { $place }: в классе такого нет. Пример: { $example }
    [noValue] { $place }: нет отметки. Пример: { $example }
    [noPupil] { $place }: не сказано кому. Пример: { $example }
    [unclear] { $place }: можно понять двояко. Пример: { $example }
    [heldBack] { $place }: не записано, пока остальное не понято.
    [unknownLesson] { $place }: такого урока у вас нет.
    [lateTurn] { $place }: другой урок пишут отдельным сообщением.
    [noText] { $place }: нет текста. Пример: { $example }
    [noMarks] { $place }: в первом классе отметок не бывает.
    [noHomework] { $place }: в первом классе заданий не бывает.
    [tooLong] Текст слишком длинный, конец не прочитан. Разделите его на два.
   *[nothing] Читать нечего. Пример: { $example }
  }
bot-quick-warning = { $kind ->
    [twice] { $who }: дважды, считается последнее.
    [absent] { $who }: отметка, а на уроке нет.
    [notOfLesson] { $who }: не из этой группы, не записано.
    [beyondList] { $place }: такого номера в списке нет.
    [notInScale] { $place }: такой отметки не бывает.
    [sign] { $place }: плюс и минус не записываем.
    [reason] { $who }: записано «н», причину ставит классный руководитель.
    [leftOut] Без отметки, нет на уроке: { $who }
    [back] { $who }: стояло «н», теперь есть.
    [otherNumber] { $place }: номер чужой, считается имя.
    [ignored] { $place }: не нужно, пропущено.
    [emptyRow] { $place }: строка без отметки.
   *[looksLikeMarks] { $place }: задание похоже на отметки.
  }
