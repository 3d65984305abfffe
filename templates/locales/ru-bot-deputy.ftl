# Слова бота для завуча.

bot-deputy-menu-corrections = Исправления на решение
bot-deputy-menu-gaps = Что сегодня не заполнено

## Исправления
bot-deputy-corrections = { $n ->
    [0] Исправлений на решение нет
    [one] { $n } исправление ждёт решения
    [few] { $n } исправления ждут решения
   *[many] { $n } исправлений ждут решения
  }
bot-deputy-correction = Исправление
bot-deputy-final = итоговая
bot-deputy-asked-by = Просит: { $name }
bot-deputy-approve = Одобрить
bot-deputy-refuse = Отказать
bot-deputy-ask = { $step ->
    [act] Напишите номер акта: цифры, можно через дробь, например 14/2.
   *[answer] Напишите учителю, почему отказано.
  }
bot-deputy-answer-wrong = Причина отказа — текст, не длиннее { $most } знаков. Напишите ещё раз.
bot-deputy-decided = { $state ->
    [approved] Исправление одобрено.
    [refused] В исправлении отказано.
    [withdrawn] Запрос отозван.
   *[draft] Запрос ещё не подан.
  }

## Пробелы
bot-deputy-gaps = { $n ->
    [0] Прошедшие уроки сегодня заполнены
    [one] { $n } урок сегодня не заполнен
    [few] { $n } урока сегодня не заполнены
   *[many] { $n } уроков сегодня не заполнены
  }
bot-deputy-lesson = { $number } урок
bot-deputy-missing = { $missing ->
    [both] нет темы и переклички
    [topic] нет темы
   *[roll] нет переклички
  }
bot-deputy-owed-button = Итоговые не внесены: { $n }
bot-deputy-owed = { $n ->
    [0] Известные итоговые внесены
   *[other] Итоговые известны и не внесены: { $n }
  }
bot-deputy-owed-kind = { $kind ->
    [term] за период
    [year] за год
    [exam] экзамен
   *[final] итоговая
  }, учеников { $n }
bot-deputy-owed-until = { $when ->
    [late] срок прошёл { $at }
   *[ahead] до { $at }
  }

## Сроки
bot-deadlines-menu = Сроки: чего не хватает
bot-deadlines = { $n ->
    [0] Всё, чему пришёл срок, сделано
   *[other] Не хватает к сроку: { $n }{ $late ->
      [0] { "" }
     *[other] , срок прошёл у { $late }
    }
  }
bot-deadlines-day = { $state ->
    [late] { $day }, срок прошёл
   *[ahead] { $day }
  }
