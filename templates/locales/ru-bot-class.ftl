# Слова бота для классного руководителя.

bot-class-menu-class = Мой класс: что ждёт
bot-class-menu-excuses = Записки родителей
bot-class-menu-calls = Кому позвонить
bot-class-menu-joined = Кто подключился
bot-class-back = ‹ Назад
bot-class-school = Вся школа
bot-class-own = Ваш класс
bot-class-none = Сегодня вы не руководите классом. Если это ошибка, скажите завучу.
bot-class-waits = Вот что ждёт вас:
bot-class-calm = Ничего не ждёт.
bot-class-list = { $list ->
    [excuses] Записки: { $n }
    [reasons] Без причины: { $n }
    [joined] Не подключились: { $n }
    [calls] Позвонить: { $n }
   *[received] Итоги не дошли: { $n }
  }

## Записки
bot-class-excuses = { $n ->
    [0] Непрочитанных записок нет
    [one] { $n } записка не прочитана
    [few] { $n } записки не прочитаны
   *[many] { $n } записок не прочитано
  }
bot-class-excuse = { $pupil }: записка
bot-class-excuse-one = Записка
bot-class-excuse-by = От кого: { $name }
bot-class-excuse-paper = Документ { $n }
bot-class-excuse-confirm = Прочитано
bot-class-excuse-read = Записка прочитана
bot-class-excuse-state = { $state ->
    [confirmed] Вы её уже прочитали.
   *[other] Её забрали.
  }

## Пропуски без причины
bot-class-reasons = { $n ->
    [0] Пропусков без причины нет
    [one] { $n } ученик с пропусками без причины
    [few] { $n } ученика с пропусками без причины
   *[many] { $n } учеников с пропусками без причины
  }
bot-class-reasons-one = Пропуски без причины
bot-class-missed = { $days }, { $n ->
    [one] { $n } урок
    [few] { $n } урока
   *[many] { $n } уроков
  }, причину ставят до { $due }
bot-class-covered = Есть записка или документ.
bot-class-which-reason = Какая причина?
bot-class-reason = { $reason ->
    [illness] Болезнь
    [valid] Уважительная
    [invalid] Неуважительная
   *[released] Освобождение
  }
bot-class-explained = { $n ->
    [0] Причина уже стояла
    [one] Причина поставлена: { $n } урок
    [few] Причина поставлена: { $n } урока
   *[many] Причина поставлена: { $n } уроков
  }
bot-class-explained-already = Здесь причина уже стоит

## Звонки
bot-class-calls = { $n ->
    [0] Звонить некому
    [one] Позвонить в { $n } семью
    [few] Позвонить в { $n } семьи
   *[many] Позвонить в { $n } семей
  }
bot-class-calls-one = Звонок
bot-class-call-about = { $kind ->
    [finals] итоговые отметки, { $pupil }
   *[absence] нет на уроке, { $pupil }
  }
bot-class-call-tried = не дозвонились: { $n }
bot-class-call-phone = Телефон: { $phone }
bot-class-call-until = Должны узнать до { $at }
bot-class-call-since = Ждёт с { $at }
bot-class-call-nobody = не дозвонились
bot-class-call-reached = Дозвонились
bot-class-call-missed = Не дозвонились
bot-class-call-reached-note = Да, с заметкой
bot-class-call-missed-note = Нет, с заметкой
bot-class-call-ask = Напишите заметку о звонке одним сообщением.
bot-class-call-note-wrong = Заметка — текст, не длиннее { $most } знаков. Напишите ещё раз.
bot-class-call-noted-reached = Записано: дозвонились
bot-class-call-noted-missed = Записано: не дозвонились
bot-class-call-gone = Этой семьи в списке уже нет

## Кто подключился
bot-class-joined = Подключены семьи: { $joined } из { $families }
bot-class-not-joined = { $n ->
    [0] Подключены все родители.
   *[other] Не подключились родители: { $n }.
  }
bot-class-kin = { $kin ->
    [mother] мать
    [father] отец
    [self] сам ученик
   *[other] представитель
  }
bot-class-slip = { $state ->
    [waiting] листок ждёт до { $until }
    [asked] адрес назван, не подтверждён
    [declined] листок попал не тому
    [cancelled] листок погашен
    [expired] листок истёк { $until }
   *[none] листок не выдан
  }

## Итоговые
bot-class-finals = { $n ->
    [0] Итоговые отметки дошли до всех
   *[other] Итоговые отметки не дошли: { $n }
  }
bot-class-finals-received = Дошли: { $n }. Ознакомились: { $seen }.
bot-class-receipt = { $state ->
    [notAnnounced] не объявлена
    [onTheWay] в пути
    [unsure] могла дойти
    [failed] поломка у нас
    [onPaper] лист не отдан
    [seen] семья отметила, что видела
    [called] сказано по телефону
   *[unreachable] написать некому
  }
bot-class-receipt-time = { $time ->
    [late] срок прошёл { $hours } ч назад
   *[left] осталось { $hours } ч
  }
