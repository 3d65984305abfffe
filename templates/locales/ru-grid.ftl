# Слова журнала класса за месяц.

grid-title = { $subject }, { $class }
grid-month = { $month ->
    [01] Январь
    [02] Февраль
    [03] Март
    [04] Апрель
    [05] Май
    [06] Июнь
    [07] Июль
    [08] Август
    [09] Сентябрь
    [10] Октябрь
    [11] Ноябрь
   *[12] Декабрь
  }
grid-month-year = { $month } { $year }
grid-months = Месяц
grid-term = { $kind ->
    [quarter] { $n }-я четверть
    [halfYear] { $n }-е полугодие
    [trimester] { $n }-й триместр
   *[module] { $n }-й модуль
  }
grid-given = Уроков за месяц дано: { $n }.
grid-region = Журнал за месяц
grid-label = Отметки: { $subject }, { $class }
grid-empty = В этом месяце уроков в журнале пока нет. Они появятся здесь сами, в свой день.
grid-number = №
grid-pupil = Ученик
grid-average = Средний
grid-comes-out = Выходит
grid-missed = Про­пуски
grid-mean = В среднем
grid-few = мало: { $n }
grid-or = {" "}или{" "}
grid-today = сегодня
grid-until = до { $day }
grid-shut = Эти дни закрыты: исправить можно по акту
grid-no-work = работы нет
grid-by-act = , исправлено по акту { $act }
grid-weekday = { $n ->
    [1] пн
    [2] вт
    [3] ср
    [4] чт
    [5] пт
    [6] сб
   *[0] вс
  }
grid-kind = { $code ->
    [answer] отв
    [homework] ДЗ
    [classwork] КлР
    [independent] СР
    [test] КР
    [dictation] дикт
    [essay] соч
    [lab] ЛР
   *[other] { $name }
  }
grid-absent = н
grid-late = оп
grid-late-long = { $minutes ->
    [0] опоздание
   *[other] опоздание, минут: { $minutes }
  }
grid-reason = { $reason ->
    [illness] нет на уроке, болезнь
    [valid] нет на уроке, уважительная
    [invalid] нет на уроке, неуважительная
    [released] нет на уроке, освобождение
   *[unknown] нет на уроке, причина не названа
  }
grid-reason-short = { $reason ->
    [illness] Б
    [valid] УП
    [invalid] НП
   *[released] ОСВ
  }
grid-keys = Клавиши: стрелки, Enter вниз, Delete — убрать, F2 — изменить, Ctrl+Z — отменить, Ctrl+V — вставить столбец.

grid-aside = Урок
grid-lesson-number = { $n }-й урок
grid-topic = Тема
grid-homework = Задание
grid-no-homework = не задано
grid-missing = не записано
grid-roll = На уроке
grid-roll-said = { $absent ->
    [0] { $state ->
        [taken] все есть
       *[open] ещё не отмечено
      }
   *[other] нет на уроке: { $absent }
  }{ $late ->
    [0] {""}
   *[other] , опозданий: { $late }
  }
grid-to-lesson = К уроку: тема, задание, ввод строкой
grid-add-work = Ещё один столбец
grid-add = Добавить
grid-margin = На полях
grid-awaited = { $kind } { $day }: без отметки { $n }. Срок проверки — { $until }.

grid-retry = Повторить сейчас
grid-undo = Отменить ввод
grid-problems = Что решить
grid-js-idle = Всё записано. Ввод с клавиатуры: 5 4 3 2, н, оп.
grid-js-rest = Остальное записано. Ниже то, что решаете вы: Ctrl+Enter — первое, Esc — последнее.
grid-js-saving = Записываем: { $n }.
grid-js-offline = Не записано: { $n }. Нет связи с { $since }. Введённое хранится на этом компьютере и уйдёт само, как только связь вернётся.
grid-js-signed-out = Вход закончился. Войдите в другой вкладке: введённое хранится на этом компьютере и уйдёт само.
grid-js-saved = Всё записано. Родители узнают после { $at }; до этого исправление их не побеспокоит.
grid-js-cell = { $state ->
    [saving] записываем
    [bad] не записано
   *[ask] нужно решить
  }
grid-js-read-only = Этот день закрыт. Изменить можно по акту: попросите об исправлении.
grid-js-unknown = { $name }: «{ $value }» не отметка. Ставят 5, 4, 3, 2, н, оп, осв, н/а, зач, незач.
grid-js-two-marks = { $name }: «{ $value }» — отметки двух работ, а столбец один. Добавьте столбец.
grid-js-roll-closed = { $name }: «н» и «оп» ставят только в день урока. О причине пропуска скажите классному руководителю.
grid-js-conflict = { $name }: за это время поставили { $theirs }, у вас { $value }.
grid-js-clash = { $name }: нет на уроке, а отметка { $value }.
grid-js-refused = { $name }, { $value }: { $reason }
grid-js-drafted = { $name }, { $value }: день закрыт, введённое стало черновиком исправления.
grid-js-elsewhere = другой журнал
grid-js-nothing = пусто
grid-js-put-mine = Поставить { $value }
grid-js-leave-theirs = Оставить { $theirs }
grid-js-sure = Поставить { $value }
grid-js-was-there = Был на уроке
grid-js-drop = Убрать
grid-js-to-corrections = К исправлениям
grid-js-new-column = В журнале появился новый столбец. Обновить
grid-js-paste-too-long = Вставлено строк: { $n }. Остальные не поместились в столбец.
