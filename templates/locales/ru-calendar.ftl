# Слова календаря учебного года.

calendar-title = Календарь
calendar-years = Учебные годы
calendar-open = Открыть следующий год
calendar-none = { $may ->
    [yes] Учебного года ещё нет. Откройте его, и календарь появится здесь.
   *[no] Учебного года ещё нет. Его открывает администратор.
  }
calendar-first-run = Первый запуск: открыть учебный год
calendar-say = Учебный год { $name }: с { $from } по { $to }, { $n } дней в неделю.{ $closed ->
    [yes] {" "}Он закрыт, его календарь только читают.
   *[no] {""}
  }
calendar-change-year = Изменить год
calendar-close-hint = Закрытый год больше не изменить.
calendar-close = Закрыть год { $name }
calendar-terms = Учебные периоды
calendar-off = Дни без уроков
calendar-moved = Переносы
calendar-bells = Звонки
calendar-nothing = { $may ->
    [yes] Пока не внесено. Добавьте первую запись.
   *[no] Пока не внесено. Записи добавляют завуч и администратор.
  }
calendar-add = Добавить
calendar-change = Изменить
calendar-save = Записать
calendar-remove = Убрать: { $what }
calendar-kind = Что это
calendar-term-kind = { $kind ->
    [quarter] четверть
    [halfYear] полугодие
    [trimester] триместр
   *[module] модуль
  }
calendar-off-kind = { $kind ->
    [vacation] каникулы
    [publicHoliday] праздник
   *[other] другое: мороз, карантин
  }
calendar-number = Номер
calendar-name = Название
calendar-from = Первый день
calendar-to = Последний день
calendar-week = Учебных дней в неделе
calendar-level-from = Классы с
calendar-level-to = по
calendar-levels = { $from }–{ $to } классы
calendar-day = День
calendar-like = По расписанию какого дня
calendar-as = уроки: { $day }
calendar-no-lessons = уроков нет
calendar-reason = Причина
calendar-bells-lines = Уроки по строкам
calendar-bells-hint = Номер, начало и конец: 1 8:30–9:10
calendar-bells-weekdays = По каким дням недели
calendar-bells-weekdays-hint = 1 понедельник … 6 суббота. Пусто: каждый день.
calendar-bells-date = Только в один день
