# Слова первой страницы.

start-title = Школьный журнал, который сам доносит новости
start-head = Школьный журнал, который сам доносит новости до семьи
start-way = Путь одной отметки
start-lesson = урок
start-given = Учитель ставит 4 за контрольную.
start-hold = { $seconds ->
    [0] сразу
   *[other] { $minutes ->
        [0] +{ $seconds } с
       *[other] +{ $minutes } мин
      }
  }
start-read = Мама читает, за что отметка, какой стал средний балл и чего не хватает до пятёрки.
start-each = кому как
start-others = Папа просил почтой: ему уходит письмо. Бабушке, у которой нет интернета, отдают лист бумаги.
start-inside = Посмотрите изнутри
start-made-up = Школа вымышленная, трогать можно всё. Наружу ничего не уходит: сообщения лежат в почтовом ящике.
start-on-time = Сегодня { $share } сообщений приняты за 10 секунд.
start-by-day = По дням
start-sign-in = Вход
start-goes-on = Эта страница откроется после входа.
start-login = Логин
start-password = Пароль
start-enter = Войти
start-no-luck = Не получается? Логин и пароль выдаёт администратор школы.
start-are-in = Вы вошли
start-teacher = Открыть как учитель
start-lesson-of = { $name } У { $class } { $when ->
    [now] идёт
    [later] сегодня
   *[over] сегодня был
  } { $number }-й урок, { $subject }: поставьте отметку.
start-no-lesson = { $name } Сегодня уроков нет.
start-guardian = Открыть как родитель
start-kinship = { $kinship ->
    [mother] мама
    [father] папа
   *[other] законный представитель
  }
start-children = { $name }, { $kinship }. { $children }: что придёт и как это читается.
start-administrator = Открыть как администратор
start-fates = { $name } Кому дошло, когда и почему нет.
start-deputy = Открыть как завуч
start-finals = { $name } Какие итоговые отметки семьи ещё не знают.
start-postbox = Почтовый ящик
start-messages = Каждое сообщение так, как его видит получатель.
