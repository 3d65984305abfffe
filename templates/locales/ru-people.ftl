# Слова страниц о людях и их движении.

people-title = Люди
people-caption = Люди школы по фамилиям
people-surname = Фамилия
people-role-head = Должность
people-anybody = любой человек
people-class = Класс
people-any-class = любой
people-find = Найти
people-none = Никого не нашлось. Проверьте фамилию или уберите класс и должность.
people-name = Имя
people-what = Кто это
people-pupil = класс { $class }
people-guardian = законный представитель
people-role = { $role ->
    [administrator] администратор
    [head] директор
    [deputyHead] завуч
    [secretary] секретарь
   *[teacher] учитель
  }

person-back = К людям
person-born = Дата рождения: { $day }
person-contacts = Контакты
person-issued = Запишите и отдайте владельцу: пароль показан один раз, при входе его сменят на свой.
person-login = Логин
person-password = Пароль
person-classes = В каких классах
person-leads = Чьё классное руководство
person-from = с { $from }
person-from-to = с { $from } по { $to }
person-family = Семья
person-ward = { $kinship ->
    [mother] Мать
    [father] Отец
   *[other] Законный представитель
  }: { $name }
person-guardian = { $name }, { $kinship ->
    [mother] мать
    [father] отец
   *[other] законный представитель
  }
person-barred = права ограничены с { $day }
person-roles = Должности
person-role-last = Последний день
person-role-end = Снять с должности
person-no-roles = Должностей нет. Дайте первую: с ней человек войдёт как сотрудник.
person-role-give = Дать должность
person-role-from = С какого дня
person-role-document = Дата документа о приёме, если есть
person-role-do = Дать должность
person-account = Учётная запись
person-account-is = Логин { $login }, создана { $day }.
person-handed = Вручена { $day }.
person-not-handed = Владельцу ещё не вручена.
person-closed = Закрыта { $day }.
person-no-account = Учётной записи нет.
person-account-make = Создать учётную запись
person-password-new = Выдать новый пароль
person-hand-over = Отметить вручение
person-close = Закрыть учётную запись
person-reopen = Открыть снова

movement-title = Приказы о движении
movement-say = Таблица приказов из внешнего реестра: сначала покажем, что изменится, потом проведём. Повторная загрузка ничего не удвоит.
movement-file = Файл с приказами: XLSX, CSV или JSON
movement-columns = Столбцы: код записи, вид, номер приказа, дата приказа, с какого дня, код ученика, фамилия, имя, отчество, дата рождения, пол, класс.
movement-apply = Провести сразу. Без этого только покажем.
movement-send = Прочитать приказы
movement-plan = { $applied ->
    [yes] Проведено
   *[no] Что изменится
  }
movement-counts = { $applied ->
    [yes] Проведено приказов: { $fresh }. Были проведены раньше: { $same }. Не проведены из-за ошибок: { $wrong }.
   *[no] Новых приказов: { $fresh }. Уже проведены: { $same }. С ошибками: { $wrong }. Пока ничего не изменилось: приложите файл снова и отметьте «Провести сразу».
  }
movement-wrong = Строки с ошибками
movement-row = Строка
movement-column = Столбец
movement-cell = Записано
movement-why = Нужно
movement-orders = Приказы таблицы
movement-what = Что делает приказ
movement-state = Состояние
movement-is = { $state ->
    [fresh] новый
   *[same] проведён раньше
  }
movement-done = Проведённые приказы
movement-none = Приказов пока нет. Загрузите таблицу из реестра.
movement-paper = Сверен с бумагой
movement-order = { $kind ->
    [enrolment] Зачислить в { $class }
    [transfer] Перевести в { $class }
   *[expulsion] Отчислить
  } с { $from }, приказ № { $number } от { $signed }
movement-checked = сверен
movement-check = Сверено с бумагой
movement-unchecked = ещё нет
