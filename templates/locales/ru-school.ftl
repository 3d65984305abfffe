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

## Контроль журналов
control-title = Как ведутся журналы
control-weeks = Неделя
control-before = Неделей раньше
control-after = Неделей позже
control-say = { $lessons ->
    [one] Прошёл { $lessons } урок
    [few] Прошло { $lessons } урока
   *[many] Прошло { $lessons } уроков
  }. { $found ->
    [0] Замечаний нет.
   *[other] Замечаний: { $found }. Работ без отметок после срока: { $marks }.
  }
control-publish = Опубликовать учителям
control-published = Неделя опубликована на доске учителей
control-none = На этой неделе ещё не прошёл ни один урок. Уроки придут сюда сами, по расписанию.
control-caption = Ведение журналов по учителям за неделю
control-found = Найдено
control-teacher = Учитель
control-lessons = Уроков
control-finding = { $finding ->
    [withoutTopic] Без темы
    [withoutHomework] Без задания
    [withoutRoll] Нет явки
   *[withoutMarks] Работы без отметок
  }
control-trend = Шесть недель
control-by-week = Найдено по неделям: { $list }
control-all = Вся школа, учителей: { $n }
control-today = Сегодня ещё не заполнено
control-no-gaps = У прошедших уроков есть тема и явка. Чего не хватит, появится здесь.
control-lacks = { $lacks ->
    [both] нет темы и явки
    [topic] нет темы
   *[roll] нет явки
  }
control-unentered = { $n ->
    [one] Итоговая отметка известна и не внесена у { $n } ученика.
   *[many] Итоговые отметки известны и не внесены у { $n } учеников.
  }
control-waits = Ждут вас
control-corrections = Исправлений на решение: { $n }
control-debts = Сроки года: не выполнено { $n }, просрочено { $late }
control-post = Как велись журналы, { $days }
control-line = { $name }: без темы { $withoutTopic }, без задания { $withoutHomework }, нет явки { $withoutRoll }, работ без отметок { $withoutMarks }

## Исправления
corrections-title = Исправления
corrections-none = Решать нечего. Запрос учителя появится здесь.
corrections-waiting = { $n ->
    [one] { $n } запрос ждёт вашего решения.
    [few] { $n } запроса ждут вашего решения.
   *[many] { $n } запросов ждут вашего решения.
  }
corrections-decided = Решённые
correction-final = Итоговая отметка
correction-remove = снять
correction-act = Номер акта
correction-approve = Разрешить: { $value }
correction-refuse = Отказать
correction-answer = Почему, одной фразой для учителя
correction-state = { $state ->
    [approved] исправлено по акту № { $act }
    [refused] отказано: { $answer }
   *[other] не решено
  }

## Доска и сроки
board-title = Доска учителей
board-write = Написать на доску
board-post-title = Заголовок
board-post-text = Текст
board-publish = Опубликовать на доске
board-none = На доске пока пусто. Объявление завуча появится здесь.
board-analysis = анализ ведения журналов
board-earlier = Более ранние
deadlines-title = Сроки учебного года
deadlines-none = Всё, чему пришёл срок, сделано.
deadlines-say = { $n ->
    [one] Не хватает { $n } вещи
   *[many] Не хватает { $n } вещей
  }{ $late ->
    [0] , срок ещё не прошёл.
   *[other] , срок прошёл у { $late }.
  }
deadlines-who = { $owes ->
    [administrator] За администратором
    [deputyHead] За завучем
    [classTeacher] За классными руководителями
   *[subjectTeacher] За учителями
  }

## Чего не хватает к сроку
owed-thing = { $what ->
    [terms] Периоды не внесены
    [licence] Лицензия школы не внесена или истекла
    [accreditation] Аккредитация школы не внесена или истекла
    [schoolCard] Карточка школы не заполнена
    [staffCards] Личные карточки сотрудников заполнены не до конца
    [classCards] Личные карточки учеников и родителей заполнены не до конца
    [accountsMissing] Учётные записи не созданы
    [accountsNotHandedOver] Учётные записи не вручены
    [teachings] Нагрузка не внесена
    [timetable] Расписания нет
   *[plan] КТП нет
  }
owed-of = : { $of }
