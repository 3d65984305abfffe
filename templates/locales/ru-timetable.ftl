# Слова расписания и замен.

timetable-title = Расписание
timetable-class = Класс
timetable-teacher = Учитель
timetable-show = Показать
timetable-none = На этой неделе уроков нет. Уроки класса вносит в расписание завуч.
timetable-room = кабинет { $room }
timetable-cancelled = Урока не будет: { $why }
timetable-substituted = Замена
timetable-substitute = Замена или отмена
timetable-enter = Изменить расписание класса

substitution-title = Замена урока
substitution-back = Неделя класса
substitution-stands = { $cancelled ->
    [yes] Урока не будет: { $reason }
   *[no] Замена записана: { $reason }
  }
substitution-who = Кто проведёт
substitution-room = Где
substitution-usual = Как в расписании
substitution-cancelled = Урока не будет
substitution-doubles = Учитель или кабинет занят в это время, группы объединяются
substitution-reason = Причина
substitution-reason-hint = При отмене её прочитают семьи.
substitution-save = Записать замену
substitution-withdraw = Вернуть как в расписании

entries-title = Расписание { $class }
entries-say = Что внесено, повторяется каждую неделю. Прошедшие дни не меняются: урок добавляют и прекращают с дня, который назван.
entries-none = Уроков в расписании класса ещё нет. Добавьте первый.
entries-no-teachings = Кто чему учит этот класс, ещё не внесено. Начните с учебного плана.
entries-add = Добавить урок
entries-teaching = Предмет и учитель
entries-weekday = День недели
entries-number = Урок по счёту
entries-room = Кабинет
entries-from = С какого дня
entries-to = Последний день
entries-to-hint = Можно оставить пустым.
entries-save = Добавить урок
entries-begins = с { $day }
entries-ends = по { $day }
entries-end = Прекратить
entries-end-from = С какого дня урока нет
entries-end-it = Прекратить: { $what }, { $n }-й урок
