# Слова страниц вокруг журнала: контроль, расписание, планы, календарь.

school-pages = Страницы школы
school-tab = { $tab ->
    [control] Журналы
    [corrections] Исправления
    [classes] Классы
    [board] Доска
    [timetable] Расписание
    [plans] Планы уроков
    [deadlines] Сроки
    [calendar] Календарь
    [curriculum] Учебный план
   *[announcements] Объявления
  }
