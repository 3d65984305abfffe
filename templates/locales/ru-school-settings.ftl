# Слова страницы настроек школы.

school-settings-title = Настройки школы
school-settings-say = Настройка действует с минуты, когда её сохранили; прошлое не переписывается.
school-settings-near = Рядом
school-settings-saved = Сохранено.
school-settings-act = Каким приказом
school-settings-act-hint = Например: приказ № 14 от 26.11.2026. Можно оставить пустым.
school-settings-save = Сохранить настройки
school-settings-group = { $group ->
    [school] Школа
    [levels] Что говорить в Telegram
    [hours] Когда говорить
    [teachers] Учителям
    [contacts] Контакты и хранение
   *[pace] Темп отправки
  }
school-settings-law = Закон 149-ФЗ, статья 10, части 8–10: при государственных и муниципальных услугах и заданиях персональные данные нельзя передавать через иностранные мессенджеры; Telegram в списке Роскомнадзора от 05.05.2023. Закон 152-ФЗ требует согласия семьи. Пока школа не решила иначе с юристом, оставьте «только сигнал».
school-settings-level = { $level ->
    [ping] только сигнал: есть новость, читать на сайте
    [initials] инициалы и отметка, без полного имени
   *[full] полностью: имя, предмет, отметка
  }
school-settings-name = { $name ->
    [schoolName] Название школы
    [schoolCity] Город
    [schoolAddress] Адрес школы
    [schoolPhone] Телефон школы
    [schoolEmail] Почта школы
    [schoolSite] Сайт школы
    [timeZone] Часовой пояс
    [telegramLevel] Уровень содержания
    [markHoldSeconds] Выдержка отметки, секунд
    [quietFrom] Тишина с
    [quietTo] Тишина до
    [eveningHour] Час вечерней сводки
    [weeklyDay] День недельной сводки
    [weeklyHour] Час недельной сводки
    [remindAfterMinutes] Напомнить учителю через, минут
    [finalGraceDays] Дней на итоговые после последнего
    [correctionOrder] Приказ об исправлениях
    [recheckDays] Спрашивать об адресе раз в, дней
    [recheckGraceDays] Ждать ответа, дней
    [keepTextDays] Хранить слова сообщений, дней
    [keepDeliveryDays] Хранить их судьбу, дней
    [telegramPermits] Вызовов Telegram в секунду
    [telegramReserved] Из них для разговора с ботом
    [emailConnections] Соединений с почтой
   *[leaseSeconds] Аренда отправления, секунд
  }
school-settings-hint = { $name ->
    [schoolName] Стоит в письмах, листках и на страницах.
    [schoolCity] Стоит на печатных листах.
    [schoolAddress] Стоит в карточке школы вместе с городом.
    [schoolPhone] По нему семья дозвонится до секретаря.
    [schoolEmail] Адрес самой школы, не отправитель писем.
    [schoolSite] Например: school.example
    [timeZone] Как его зовут в базе часовых поясов, например Asia/Krasnoyarsk.
    [telegramLevel] Больше сказанного здесь семья читает на сайте.
    [markHoldSeconds] Столько учитель может передумать, прежде чем услышит семья.
    [quietFrom] Ночью никого не тревожат, кроме срочного.
    [quietTo] По часам самого человека.
    [eveningHour] Когда уходит сводка за день, если семья не выбрала другого.
    [weeklyDay] 1 это понедельник, 5 это пятница.
    [weeklyHour] Если семья не выбрала другого.
    [remindAfterMinutes] После последнего урока, если уроки не заполнены.
    [finalGraceDays] Столько дней итоговые ещё можно поставить.
    [correctionOrder] Номер и дата приказа директора; пусто: приказа нет.
    [recheckDays] Через столько дней семью спросят, тот ли ещё адрес.
    [recheckGraceDays] Потом контакт приостановится.
    [keepTextDays] После этого остаётся только судьба сообщения.
    [keepDeliveryDays] После этого остаются только числа по дням.
    [telegramPermits] 30 у обычного бота; больше, если куплена платная рассылка.
    [telegramReserved] Чтобы бот отвечал и во время большой рассылки.
    [emailConnections] Сколько принимает сервер почты сразу.
   *[leaseSeconds] Столько работник молчит, прежде чем его отправление отдадут другому.
  }
