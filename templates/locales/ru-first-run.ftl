# Слова страниц, с которых школа начинается: первый запуск и загрузка людей таблицей.

first-run-title = Первый запуск
first-run-say = { $left ->
    [0] Школа готова. Напечатайте семьям листки доступа.
    [one] Остался { $left } шаг. Можно прерваться: продолжите с этого же места.
    [few] Осталось { $left } шага. Можно прерваться: продолжите с этого же места.
   *[many] Осталось { $left } шагов. Можно прерваться: продолжите с этого же места.
  }
first-run-step = { $step ->
    [school] Школа
    [year] Учебный год
    [people] Классы и люди
   *[channels] Каналы
  }
first-run-state = { $done ->
    [yes] сделано
   *[no] ещё нет
  }
first-run-save = Сохранить школу
first-run-year-name = Как называется год, например 2026/27
first-run-year-is = Учебный год { $name } задан. Границы, каникулы и звонки меняет завуч в календаре.
first-run-year-first = Сначала задайте учебный год: с его первого дня ученики числятся в классах.
first-run-week = Учебная неделя
first-run-week-of = { $days ->
    [6] шесть дней, с понедельника по субботу
   *[5] пять дней, с понедельника по пятницу
  }
first-run-terms = Учебные периоды 1–9 классов
first-run-terms-hint = В 10–11 классах всегда полугодия.
first-run-terms-of = { $kind ->
    [trimester] триместры
    [module] модули
   *[quarter] четверти
  }
first-run-plan = Так начнётся год. Пока ничего не записано; потом каждую строку можно изменить.
first-run-plan-terms = Учебные периоды
first-run-plan-off = Каникулы и праздники
first-run-term = Период
first-run-term-of = { $kind ->
    [quarter] { $number }-я четверть
    [halfYear] { $number }-е полугодие
    [trimester] { $number }-й триместр
   *[module] { $number }-й модуль
  }
first-run-levels = Классы
first-run-days = Дни
first-run-off = Что
first-run-people-are = Классов: { $classes }, учеников: { $pupils }, сотрудников: { $staff }.
first-run-channels = Ключи каналов задаёт тот, кто запускает журнал: переменными окружения, а не на странице. Здесь видно, что уже задано.
first-run-what = Что
first-run-set = Задано
first-run-variables = Чем задаётся
first-run-channel = { $name ->
    [publicUrl] Адрес журнала для семей
    [telegram] Telegram
   *[email] Почта
  }
first-run-is-set = { $set ->
    [yes] задано
   *[no] не задано
  }
first-run-variable = { $name ->
    [telegram] TELEGRAM_BOT_TOKEN
   *[email] SMTP_URL, MAIL_FROM
  }
first-run-postbox = Задано POSTBOX=1: сообщения остаются в почтовом ящике журнала и никуда не уходят.
first-run-test = Проверьте на себе: впишите свой адрес, подтвердите его и пришлите себе пробное сообщение.
first-run-test-go = Прислать себе пробное
first-run-done = Всё задано. Дальше: листки доступа семьям, учётные записи учителям, расписание.

people-import-title = Загрузить людей таблицей
people-import-say = Сначала покажем, что изменится, и каждую ошибку с её строкой. Вносим всю таблицу или ничего; та же таблица ещё раз ничего не удвоит.
people-import-kind-head = Кого загружаем
people-import-kind = { $kind ->
    [pupils] учеников с классами и родителями
   *[staff] сотрудников
  }
people-import-file = Таблица: XLSX, CSV или JSON
people-import-hint = Первый лист книги; столбцы в любом порядке, заголовки в первой строке.
people-import-apply = Внести сразу. Без этого только покажем.
people-import-send = { $again ->
    [yes] Прочитать ещё раз
   *[no] Прочитать таблицу
  }
people-import-columns = { $kind ->
    [pupils] Столбцы таблицы учеников
   *[staff] Столбцы таблицы сотрудников
  }
people-import-about = { $kind ->
    [pupils] Нужны личное дело, класс, фамилия и имя; остальное можно оставить пустым. По личному делу ученика узнают в следующий раз. Адреса семья даёт сама, по листку доступа.
   *[staff] Должность: учитель, завуч, директор, секретарь. У кого две, у того две строки. Администратора назначают на его странице.
  }
people-import-sample = Скачать образец
people-import-plan = { $state ->
    [wrong] Ничего не внесено
    [applied] Внесено
   *[shown] Что изменится
  }
people-import-outcome = { $state ->
    [wrong] Ошибок: { $n }. Исправьте их в таблице и приложите её снова.
    [applied] Таблица внесена. Никому ничего не отправлено.
   *[shown] Ошибок нет. Пока ничего не изменилось: приложите файл снова и отметьте «Внести сразу».
  }
people-import-counts = Сколько чего
people-import-what = Что
people-import-how = { $how ->
    [fresh] Новых
    [changed] Изменится
   *[same] Так и есть
  }
people-import-thing = { $thing ->
    [years] Учебный год
    [classes] Классы
    [pupils] Ученики
    [guardians] Родители
    [enrolments] Зачисления в класс
    [guardianships] Кто чей родитель
    [staff] Сотрудники
   *[roles] Должности
  }
people-import-more = …и ещё ошибок: { $n }.
