# Слова помощи и расписания занятий.

guide-title = Помощь
guide-say = Журнал работает круглые сутки. Коротко о том, что и где здесь делают.
guide-roles = Для кого
guide-role = { $role ->
    [guardian] Родителю
    [pupil] Ученику
    [subjectTeacher] Учителю
    [classTeacher] Классному руководителю
    [deputyHead] Завучу
    [head] Директору
    [secretary] Секретарю
   *[administrator] Администратору
  }
guide-open = Открыть

training-title = Занятия по журналу
training-none = Занятий пока не назначено. Вопрос задайте классному руководителю или администратору школы.
training-none-plan = Занятий пока не назначено. Назначьте первое: его увидят все.
training-where = { $day }, { $place }
training-cancel = Отменить
training-plan = Назначить занятие
training-topic = О чём
training-day = День
training-time = Начало
training-place = Где
training-add = Назначить
