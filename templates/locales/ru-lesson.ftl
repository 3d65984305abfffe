# Слова страниц урока.

lesson-title = { $subject }, { $class }
lesson-back = К моим урокам
lesson-when = { $day }, { $n }-й урок, { $from }–{ $to }
lesson-to-journal = Журнал класса
lesson-tabs = Урок
lesson-tab = { $tab ->
    [marks] Отметки
    [roll] Кто на уроке
    [words] Тема и задание
   *[quick] Строкой
  }
lesson-nothing-written = { $problem } Ничего не записано, всё введённое осталось в форме.
lesson-to-confirm = Чтобы подтвердить, запишите ещё раз.
lesson-broken = Мы сломались, не вы. Введённое осталось в форме: запишите ещё раз.
lesson-unchanged = Ничего не изменилось, записывать было нечего.
lesson-saved = Записано: { $marks }.
lesson-saved-words = Записано.
lesson-change = { $state ->
    [set] { $name } { $value }
    [taken] { $name } – (снята, была { $was })
   *[changed] { $name } { $value } (была { $was })
  }
lesson-hear-demo = Родители услышат через { $hold }: в показе выдержка { $hold }, обычно 10 минут.
lesson-hear = Родители услышат в { $at }, до тех пор можно исправить.
lesson-hold = { $seconds } секунд
lesson-hold-minutes = { $minutes } минут
lesson-to-postbox = Посмотреть в почтовом ящике
lesson-undo = Отменить отметки
lesson-undone = Отметки отменены, родители о них не узнают.
lesson-closed = { $door ->
    [past] Этот день закрыт. Изменить отметку можно только по акту через завуча.
    [ahead] Этот урок ещё впереди. Отметки ставят в день урока.
    [cancelled] Этот урок отменён, записей в нём не ведут.
   *[open] Отметки на этом уроке ставит учитель предмета.
  }
lesson-ask-correction = Попросить об исправлении
lesson-works = Работы урока
lesson-other-kind = Другой вид работы
lesson-work = { $kind } «{ $title }»
lesson-marks-of = Отметки: { $work }
lesson-no-such-mark = такой отметки нет, выберите другую
lesson-save-marks = Записать отметки
lesson-only-changed = Запишется только то, что изменено
lesson-now = сейчас в журнале { $value }
lesson-average = средний { $average }
lesson-no-marks = отметок ещё нет

lesson-roll-say = { $taken ->
    [yes] Отмечено. Изменить можно до конца дня.
   *[no] Отметьте, кого нет и кто опоздал. Остальные будут на уроке.
  }
lesson-roll-choice = { $kind ->
    [present] есть
    [absent] нет
   *[late] опоздание
  }
lesson-roll-minutes = Минут опоздания: { $name }
lesson-roll-save = Записать, кто на уроке
lesson-roll-closed = Отмечает учитель, в день урока. О причинах пропусков говорит классный руководитель.

lesson-topic = Тема
lesson-next-topic = По плану дальше: { $topic }
lesson-take-topic = Взять из плана
lesson-material = Что изучено
lesson-homework = Задание всем
lesson-no-homework = Не задано
lesson-task-who = Задание одному
lesson-task-nobody = никому
lesson-task-text = Что задано ему одному
lesson-tasks = Задано отдельно
lesson-task-take = Снять задание
lesson-save-words = Записать тему и задание
lesson-words-closed = Тему и задание записывает учитель, в день урока.
lesson-not-written = не записано

lesson-quick-label = Что на уроке
lesson-quick-hint = Как боту:
lesson-quick-example = 3-5 7-4 12-н, Иванову 5, Петровой 4/5, все есть, кр, тема, дз: § 14 № 5
lesson-quick-read = Понять
lesson-quick-read-again = Понять заново
lesson-quick-kind = За что отметки
lesson-quick-understood = Понято
lesson-quick-nothing = Записывать пока нечего.
lesson-quick-unsaved = Пока ничего не записано.
lesson-quick-faults = Не понято
lesson-quick-look = Проверьте
lesson-quick-save = { $how ->
    [sure] Да, записать
    [part] Записать понятое
   *[all] Записать
  }
lesson-quick-changed = За это время урок изменился. Проверьте, что понято теперь, и запишите ещё раз.
lesson-quick-turn = Эти слова о другом уроке. Откройте его и введите их там:
lesson-quick-turn-none = Эти слова о другом уроке, а сегодня у вас такого нет.
lesson-quick-topic-none = Следующей строки плана нет: напишите тему словами.
