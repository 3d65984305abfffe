# Слова о посещаемости.

absences = посещаемость
missed = { $n ->
    [1] пропущен один урок
    [2] пропущено два урока
    [one] пропущен { $count } урок
    [few] пропущено { $count } урока
   *[many] пропущено { $count } уроков
  }

lesson-nth = { $number ->
    [0] нулевой урок
    [1] первый урок
    [2] второй урок
    [3] третий урок
    [4] четвёртый урок
    [5] пятый урок
    [6] шестой урок
    [7] седьмой урок
    [8] восьмой урок
   *[other] { $number }-й урок
  }
lesson-at = { $number ->
    [0] на нулевом уроке
    [1] на первом уроке
    [2] на втором уроке
    [3] на третьем уроке
    [4] на четвёртом уроке
    [5] на пятом уроке
    [6] на шестом уроке
    [7] на седьмом уроке
    [8] на восьмом уроке
   *[other] на { $number }-м уроке
  }
absent = нет { $lesson }
was-absent = не было { $lesson }
missed-subject = { $missed }: { $subject }.
missed-subjects = Пропущены { $subjects }.
absence-day = { $day }: { $subjects }.
absence-mark = н
why-unknown = Причину мы не знаем.
why-tell = Если знаете вы, сообщите классному руководителю.
arrived-at = на уроках с { $time }
arrived-lesson = { $lesson }: на месте.
not-absent = на уроках
was-not-absent = пропуска не было
absence-corrected = Отметку об отсутствии исправили.
