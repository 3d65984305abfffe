# Слова бота для администратора.

bot-admin-menu-contacts = Контакты, которые ждут
bot-admin-menu-failed = Что не дошло
bot-admin-menu-state = Как работает рассылка
bot-admin-menu-announce = Объявление семьям
bot-admin-channel = { $channel ->
    [telegram] Telegram
    [email] почта
   *[paper] бумага
  }

## Контакты
bot-admin-contacts = { $queue ->
    [waiting] Ждут подтверждения: { $n }
    [confirmedThisWeek] Подтверждены за неделю: { $n }
   *[suspended] Приостановлены: { $n }
  }
bot-admin-queue = { $queue ->
    [waiting] Ждут: { $n }
    [confirmedThisWeek] За неделю: { $n }
   *[suspended] Стоят: { $n }
  }
bot-admin-contact = Контакт
bot-admin-contact-state = { $state ->
    [unconfirmed] Не подтверждён.
    [confirmed] Подтверждён.
    [suspended] Приостановлен: { $reason ->
        [botBlocked] бот заблокирован.
        [addressRefused] такого адреса нет.
        [recheckDue] не ответили на ежегодный вопрос.
        [askedToPause] семья просила пока не писать.
        [doubtful] адрес вызвал сомнение.
       *[other] причина на сайте.
      }
   *[revoked] Отозван.
  }
bot-admin-contact-since = Внесён { $day }.
bot-admin-contact-stands = { $stands ->
    [statement] За ним заявление семьи.
    [signed] За ним документ с проверенной подписью.
   *[nothing] За ним нет документа: подтвердить может только сам владелец.
  }
bot-admin-confirm = Подтвердить
bot-admin-ask-how = Откуда известно, что адрес их? Напишите одним сообщением, например: «назвала по телефону, сверено с заявлением».
bot-admin-how-wrong = Напишите словами, не длиннее { $most } знаков.
bot-admin-confirmed = Контакт подтверждён.
bot-admin-unreachable-button = Кому некуда писать
bot-admin-unreachable = { $n ->
    [0] Написать можно всем
   *[other] Написать некуда: { $n }
  }

## Что не дошло
bot-admin-failed = { $state ->
    [failed] Не дошло: { $n }
   *[unknown] Могло не дойти: { $n }
  }
bot-admin-failed-other = { $state ->
    [failed] Что не дошло
   *[unknown] Что могло не дойти
  }
bot-admin-failed-short = Что не дошло
bot-admin-delivery = Отправление
bot-admin-gone = Такого отправления уже нет
bot-admin-kind = { $kind ->
    [marks] отметки
    [finals] итоговые
    [absences] пропуск
    [announcements] объявление
    [messages] переписка
    [daily] сводка за день
    [weekly] сводка за неделю
   *[confirm] подтверждение адреса
  }
bot-admin-reason = { $reason ->
    [none] причина неизвестна
    [broken] поломка у нас
    [botBlocked] бот заблокирован
    [accountGone] учётная запись удалена
    [chatGone] чата больше нет
    [chatMoved] чат переехал
    [neverStarted] бота ещё не открывали
    [addressRefused] такого адреса нет
    [mailboxDisabled] ящик отключён
    [mailboxFull] ящик переполнен
    [refusedByPolicy] не приняли по правилам почты
    [messageRefused] письмо не приняли
    [bounced] письмо вернулось
    [noAnswer] ответа не было
    [workerGone] работа прервалась
   *[other] { $reason }
  }
bot-admin-fate = { $state ->
    [failed] Не отправлено.
    [unknown] Могло дойти: ответа не было.
    [dropped] Снято.
    [sent] Принято.
    [sending] Отправляем.
   *[waiting] Ждёт.
  }
bot-admin-attempts = Попыток: { $n }
bot-admin-replay = Повторить
bot-admin-replay-all = Повторить сломанное у нас: { $n }
bot-admin-replay-ask = { $what ->
    [all] Повторить всё, что сломалось у нас? Семьи получат эти сообщения.
   *[one] Повторить это сообщение? Если прошлое всё же дошло, его прочитают дважды.
  }
bot-admin-replay-yes = Да, повторить
bot-admin-replayed = Снова ждут отправки: { $n }

## Состояние
bot-admin-state = { $n ->
    [0] Всё работает
    [one] Требует внимания: { $n } дело
    [few] Требует внимания: { $n } дела
   *[many] Требует внимания: { $n } дел
  }
bot-admin-alarm = { $kind }: { $n }
bot-admin-counts = ждут { $waiting }, принято { $sent }, отказов { $failed }, без ответа { $unknown }
bot-admin-oldest = самое старое с { $at }
bot-admin-gate = { $state ->
    [stopped] { $name }: остановлен, настройки не приняты
   *[paused] { $name }: пауза до { $until }
  }
bot-admin-unrouted = Новостей не разобрано: { $n }
bot-admin-refresh = Обновить

## Объявление
bot-admin-announce = Объявление семьям
bot-admin-announce-whom = Кому?
bot-admin-level = { $level } кл.
bot-admin-one-class = одному классу
bot-admin-announce-words = Напишите объявление одним сообщением. Первая строка — заголовок, не длиннее { $most } знаков; дальше — текст.
bot-admin-announce-check = { $n ->
    [0] Объявление не услышит никто
    [one] Объявление услышит { $n } человек
    [few] Объявление услышат { $n } человека
   *[many] Объявление услышат { $n } человек
  }, учеников — { $pupils }
bot-admin-announce-to = Кому: { $to }
bot-admin-announce-unreachable = Из них написать некуда: { $n }.
bot-admin-announce-silent = Просили ничего не присылать: { $n }.
bot-admin-announce-above = Текст — в вашем сообщении выше. Проверьте его: отозвать объявление нельзя.
bot-admin-announce-send = Отправить: { $n }
bot-admin-announce-ask = { $asks ->
    [yes] ☑ Просить «Ознакомлен(а)»
   *[no] ☐ Просить «Ознакомлен(а)»
  }
bot-admin-announce-discard = Не отправлять
bot-admin-announced = Объявление отправлено
bot-admin-announce-discarded = Объявление не отправлено.
