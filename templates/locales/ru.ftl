# Слова Вестника. Тон и правила: одна мысль в строке, имя в именительном падеже с двоеточием, «отметка», без восклицаний.

## Числа: до десяти словом
numeral = { $n ->
    [1] одна
    [2] две
    [3] три
    [4] четыре
    [5] пять
    [6] шесть
    [7] семь
    [8] восемь
    [9] девять
    [10] десять
   *[other] { $n }
  }
marks = { $n ->
    [one] { $count } отметка
    [few] { $count } отметки
   *[many] { $count } отметок
  }
finals = { $n ->
    [one] { $count } итоговая отметка
    [few] { $count } итоговые отметки
   *[many] { $count } итоговых отметок
  }
withdrawn = { $n ->
    [one] { $count } отметка снята
    [few] { $count } отметки сняты
   *[many] { $count } отметок снято
  }
marks-of = { $value ->
    [5] { $n ->
        [one] { $count } пятёрка
        [few] { $count } пятёрки
       *[many] { $count } пятёрок
      }
    [4] { $n ->
        [one] { $count } четвёрка
        [few] { $count } четвёрки
       *[many] { $count } четвёрок
      }
    [3] { $n ->
        [one] { $count } тройка
        [few] { $count } тройки
       *[many] { $count } троек
      }
    [2] { $n ->
        [one] { $count } двойка
        [few] { $count } двойки
       *[many] { $count } двоек
      }
    [1] { $n ->
        [one] { $count } единица
        [few] { $count } единицы
       *[many] { $count } единиц
      }
   *[other] { $n ->
        [one] { $count } отметка { $value }
        [few] { $count } отметки { $value }
       *[many] { $count } отметок { $value }
      }
  }
mark-name = { $value ->
    [5] пятёрка
    [4] четвёрка
    [3] тройка
    [2] двойка
    [1] единица
   *[other] { $value }
  }
mark-goal = { $value ->
    [5] пятёрки
    [4] четвёрки
    [3] тройки
    [2] двойки
    [1] единицы
   *[other] { $value }
  }

full-day = { $day } { $year } года

## Строка отметки
who = { $name }, { $class }
heading = { $who }: { $what }
subject-mark = { $subject } — { $mark }
subject-withdrawn = { $subject } — отметка снята
withdrawn-mark = снята
work = { $kind } «{ $title }»
work-day = { $work }, { $day }.
work-day-corrected = { $work }, { $day }, { $corrected }.
corrected = исправлено по акту { $act }
corrected-bare = исправлено по акту
was-became = Было { $was }, стало { $mark }.
was-listed = было { $was }
withdrawn-was = Была { $was }, { $work }, { $day }.
withdrawn-was-listed = была { $was }
cancelled = Отметка отменена.
cancelled-by-act = Отметка отменена по акту { $act }.
cancelled-by-act-bare = Отметка отменена по акту.

## Что это значит
standing = Средний балл { $average }, сейчас выходит { $mark }.
standing-disputed = Средний балл { $average }, отметка спорная: { $lower } или { $upper }, решает учитель.
standing-plain = Средний балл { $average }.
standing-short = Средний { $average }, выходит { $mark }.
standing-short-disputed = Средний { $average }, спорная: { $lower } или { $upper }.
standing-short-plain = Средний { $average }.
forecast = До { $goal } — { $marks }{ $n ->
    [1] .
   *[other] {" "}подряд.
  }
lift = { $marks } поднимет средний до { $average }.

## Итоговые
period = { $kind ->
    [quarter] за { $roman } четверть
    [halfYear] за { $roman } полугодие
    [trimester] за { $roman } триместр
    [module] за { $roman } модуль
    [year] за год
    [exam] экзамен
   *[final] итоговая
  }
subject-period = { $kind ->
    [exam] { $subject }, { $period }
    [final] { $subject }, { $period }
   *[other] { $subject } { $period }
  }
final-entered = Выставлена { $day }.
final-changed = Изменена { $day }.
final-entered-by-act = Выставлена { $day } по акту{ $act }.
final-changed-by-act = Изменена { $day } по акту{ $act }.
final-standing = Средний балл { $average } по { $n ->
    [one] { $n } отметке
   *[other] { $n } отметкам
  }.
final-standing-from = Средний балл { $average } по { $n ->
    [one] { $n } отметке
   *[other] { $n } отметкам
  }, { $next } у нас от { $from }.
final-standing-disputed = Средний балл { $average } по { $n ->
    [one] { $n } отметке
   *[other] { $n } отметкам
  }, отметка спорная: { $lower } или { $upper }, решает учитель.

## О чём сообщение
topic-finals = { $n ->
    [1] итоговая отметка
   *[other] итоговые отметки
  }
topic-marks = { $n ->
    [1] новая отметка
   *[other] новые отметки
  }
topic-changes = { $n ->
    [1] изменение отметки
   *[other] изменения в отметках
  }
topic-both = итоговые и новые отметки
ping = Есть новое в дневнике.
ping-urgent = Срочное сообщение от школы.
ping-open = Откройте дневник.
more = и ещё { $marks } — в дневнике
suspended = { $channel ->
    [telegram] Telegram больше не принимает наши сообщения, поэтому пишем сюда.
    [email] Почта больше не принимает наши письма, поэтому пишем сюда.
   *[paper] Листы на бумаге больше не печатаем, поэтому пишем сюда.
  }
suspended-topic = сообщения теперь приходят сюда

## Кнопки
open-diary = Открыть дневник
why = Почему { $mark }

## Письмо
brand = Вестник
brand-school = Вестник, { $school }
open-diary-at = Открыть дневник:
average-line = Длина синей линии — средний балл, от 2 до 5.
letter-seen = Прочитали? Откройте дневник по кнопке и нажмите «Ознакомлен(а)»: так школа узнает, что итоговые отметки вы видели.
footer-why = Письмо пришло, потому что этот адрес подтверждён для сообщений школы.
footer-stop = Больше не присылать отметки
footer-stop-at = Больше не присылать отметки: { $link }
footer-always = Об отсутствии и итоговых отметках мы напишем всё равно.
footer-reply = Отвечать на это письмо не нужно.

## Лист
print-school = { $school }, { $city }
print-round = Обход № { $number }, { $date }
print-signature = Прочитано, подпись
print-date = дата
print-return = { $pupil }, обход № { $number }. Верните полоску классному руководителю.
print-fine = Обведено — 2.
print-continued = { $pupil }, продолжение
print-last-resort = Последний способ: другие адреса семьи не отвечают.
print-basis = { $known ->
    [no] По заявлению от { $date }.
   *[other] По заявлению № { $number } от { $date }.
  }

## Страницы бумажного дневника
diary-title = Дневник: { $pupil }
diary-week = Неделя { $from } — { $to }
diary-homework = Что задано
diary-mark = Отметка
diary-no-homework = не задано
diary-cancelled = урока нет
diary-away = { $kind ->
    [late] оп
   *[absent] н
  }
diary-free = Уроков нет.
diary-fold = Сложите по пунктиру и вклейте сгибом.
diary-teacher = Классный руководитель
diary-parent = Подпись родителя

## Страница образцов
preview-title = Все образцы
preview-say = Каждое сообщение здесь такое, каким его увидит получатель: все виды, все каналы, оба языка.
preview-level = { $level ->
    [full] полностью
    [initials] инициалы
   *[ping] только знак
  }
preview-language = { $language ->
    [ru] по-русски
   *[en] по-английски
  }
preview-channel = { $channel ->
    [telegram] Telegram
    [email] Почта
   *[paper] Бумага
  }
preview-topic = Тема
preview-plain = То же без оформления

reminder-title = { $n ->
    [one] Сегодня не заполнен { $n } урок
    [few] Сегодня не заполнены { $n } урока
   *[many] Сегодня не заполнены { $n } уроков
  }
reminder-lesson = { $n } урок
reminder-lack = { $what ->
    [topic] тема
    [roll] перекличка
   *[homework] домашнее задание
  }
reminder-marks = отметки за работу, сегодня последний день
reminder-finals = итоговые, осталось: { $n }
reminder-title-marks = Сегодня последний день для отметок
reminder-until = Внести можно до полуночи. Отключить: /reminders
reminder-open = Что не заполнено

newcomers-title = { $n ->
    [one] Подключился { $n } человек из вашего класса
    [few] Подключились { $n } человека из вашего класса
   *[many] Подключились { $n } человек из вашего класса
  }
newcomers-one = { $kin ->
    [mother] { $who }: мать
    [father] { $who }: отец
    [self] { $who }: сам ученик
   *[other] { $who }: представитель
  }
newcomers-more = и ещё { $n }
newcomers-off = Отключить: /reminders
newcomers-open = Кто подключён

joined-topic = Подключён ещё один адрес
joined-said = К вашему дневнику подключён ещё один адрес: сообщения школы приходят теперь и туда.
joined-stranger = Если это были не вы, сообщите классному руководителю: он отключит чужой адрес.
joined-open = Открыть дневник
