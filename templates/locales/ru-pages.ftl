# Слова рамки страниц.

page-skip = К содержанию
page-sections = Разделы
page-section = { $section ->
    [news] Объявления
    [lessons] Уроки
    [classes] Мой класс
    [control] Контроль
    [board] Доска
    [finals] Итоговые отметки
    [deliveries] Отправления
    [contacts] Контакты
    [people] Люди
    [school] Настройки школы
    [paper] Бумага
    [diary] Дневник
    [postbox] Почтовый ящик
    [settings] Настройки
   *[telegram] Telegram
  }
page-show = К началу показа
page-password = Пароль
page-sign-out = Выйти
page-role = { $role ->
    [administrator] администратор
    [head] директор
    [deputyHead] завуч
    [secretary] секретарь
    [classTeacher] классный руководитель
    [subjectTeacher] учитель
    [guardian] родитель
    [pupil] ученик или ученица
   *[guest] гость
  }
