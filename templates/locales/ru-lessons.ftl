# Слова дня учителя.

lessons-today = Уроки сегодня
lessons-of = Уроки { $day }
lessons-before = День раньше
lessons-after = День позже
lessons-none = { $when ->
    [1] { $day }: уроков сегодня нет. Они появятся здесь в свой день.
   *[0] { $day }: уроков у вас нет.
  }
lessons-running = { $day }. Сейчас у { $class } { $subject }, до { $to }.
lessons-open = { $day }. Отметки можно ставить до конца дня.
lessons-number = { $n }-й урок, до { $to }
lessons-no-marks = отметок нет
lessons-lacks = Не записано: { $what }
lessons-lack = { $lack ->
    [topic] тема
    [roll] кто на уроке
   *[homework] задание
  }
lessons-awaited = Работы ждут отметок
lessons-until = до { $day }
lessons-journals = Мои журналы
lessons-corrections = Мои исправления
