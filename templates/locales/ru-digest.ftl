## Сводка
digest-week = неделя { $days }
digest-homework = задано { $to }
digest-to = { $weekday ->
    [1] к понедельнику, { $day }
    [2] ко вторнику, { $day }
    [3] к среде, { $day }
    [4] к четвергу, { $day }
    [5] к пятнице, { $day }
    [6] к субботе, { $day }
   *[7] к воскресенью, { $day }
  }
digest-ping = Новая сводка готова.
digest-no-marks = Новых отметок на этой неделе нет.
digest-none-missed = Пропусков не отмечено.
digest-missed-why = { $missed }, { $why }.
digest-missed-whys = { $missed }: { $whys }.
digest-why = { $reason ->
    [illness] болезнь
    [valid] причина уважительная
    [invalid] причина неуважительная
    [released] освобождение
    [said] причина названа
   *[unknown] причина не названа
  }
digest-why-part = { $why } — { $n }
digest-missed-in-term = С начала учебного периода — { $n }.
digest-late = { $n ->
    [1] Одно опоздание.
    [2] Два опоздания.
    [3] Три опоздания.
    [4] Четыре опоздания.
    [one] { $n } опоздание.
    [few] { $n } опоздания.
   *[many] { $n } опозданий.
  }
digest-out = выходит { $mark }
digest-out-disputed = { $lower } или { $upper }
digest-out-few = мало отметок
digest-out-few-short = мало
digest-trend = { $trend ->
    [up] вырос
   *[down] снизился
  }
digest-watch = На что смотреть
digest-moved = { $subject }: выходила { $was }, теперь { $mark }.
digest-back = { $marks } её { $n ->
    [1] вернёт
   *[other] вернут
  }.
digest-risk = { $subject }: { $mark } без запаса, { $n ->
    [1] { $marks } сделает
   *[other] { $marks } подряд сделают
  } { $worse }.
digest-forecast = { $subject }: { $forecast }
digest-lessons-left = { $n ->
    [1] Впереди один урок.
    [2] Впереди два урока.
    [one] Впереди { $count } урок.
    [few] Впереди { $count } урока.
   *[many] Впереди { $count } уроков.
  }
digest-impossible = { $subject }: { $mark } уже невозможна.
digest-disputed = { $subject }: отметка спорная, { $lower } или { $upper }, решает учитель.
digest-changed = Что изменилось
digest-nothing-asked = Ничего не задано.
homework-files = { $n ->
    [1] файл в дневнике
   *[other] файлы в дневнике
  }
digest-task = { $subject }: { $task }
digest-more-subjects = и ещё { $n ->
    [one] { $n } предмет
    [few] { $n } предмета
   *[many] { $n } предметов
  } — в дневнике
digest-more = и ещё { $n } — в дневнике
digest-head-subject = Предмет
digest-head-marks = { $frequency ->
    [weekly] неделя
   *[daily] день
  }
digest-head-average = средний
digest-head-out = выходит
digest-arrow = Длина синей линии — средний балл, от 2 до 5. Стрелка — как он изменился { $frequency ->
    [weekly] за неделю
   *[daily] за день
  }.
digest-arrow-plain = Стрелка — как средний балл изменился { $frequency ->
    [weekly] за неделю
   *[daily] за день
  }.
digest-picture = Средний балл по всем предметам, по неделям: { $averages }.
digest-picture-short = Средний балл по всем предметам, по неделям: сначала { $first }, теперь { $last }.
digest-picture-lines = Серым: { $lines }.
digest-picture-line = { $mark } от { $from }
digest-rhythm = Сводка приходит { $day ->
    [0] каждый вечер
    [1] по понедельникам
    [2] по вторникам
    [3] по средам
    [4] по четвергам
    [5] по пятницам
    [6] по субботам
   *[7] по воскресеньям
  } в { $hour } (время: { $zone }), потому что этот адрес подтверждён для сообщений школы.
digest-change = { $what ->
    [day] Изменить день и час
   *[hour] Изменить час
  }
digest-change-at = { $what ->
    [day] Изменить день и час: { $link }
   *[hour] Изменить час: { $link }
  }
digest-stop = Больше не присылать отметки и сводки
digest-stop-at = Больше не присылать отметки и сводки: { $link }
