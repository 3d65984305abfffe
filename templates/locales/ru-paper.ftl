# Слова страницы бумаги и звонков.

paper-title = Бумага
paper-say = { $n ->
    [0] Печатать пока нечего. Листы появятся здесь сами: для семей, которые просили бумагу, и для тех, кому не дошло иначе.
   *[other] Листы для семей, которые просили бумагу, и для тех, кому не дошло иначе. По два на лист A4.
  }
paper-number = № { $number }
paper-no-class = Без класса
paper-round = { $state ->
    [printed] Напечатано { $day }
   *[open] Собирается с { $day }
  }, листов: { $sheets }{ $waiting ->
    [0] { "" }
   *[other] , не отдано: { $waiting }
  }
paper-again = Напечатать ещё раз
paper-print = Напечатать № { $number }
paper-closes = Печать закрывает обход: следующие листы лягут в новый.
paper-for = для: { $name }
paper-handed = Отдано { $day }
paper-tick = Отдано
paper-untick = Не отдано
paper-last-resort = Последний способ: иначе не доходит.
paper-declared = По заявлению{ $number ->
    [none] { "" }
   *[other] { " " }№ { $number }
  } от { $date }.
paper-diary = Бумажный дневник
paper-diary-hint = Страницы этой недели, чтобы вклеить в дневник.
paper-week = Неделя
calls-title = Кому позвонить
calls-hint = Сообщения сюда не доходят, лист ещё не отдан; или семья просит позвонить.
calls-no-phone = телефона в карточке нет
calls-about = { $kind ->
    [absence] об отсутствии на уроках
   *[finals] об итоговых отметках
  }, ждёт с { $since }
calls-asked = Просит позвонить
calls-tried = Не дозвонились: { $n }
calls-reached = Дозвонились
calls-missed = Не ответили
