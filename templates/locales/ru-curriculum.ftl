# Слова учебного плана.

curriculum-title = Учебный план
curriculum-classes = Классы
curriculum-none = Классов в этом учебном году ещё нет. Заведите первый ниже.
curriculum-say = { $class }: предметов и подгрупп { $n }, часов в неделю { $hours }.
curriculum-teachings = Кто чему учит
curriculum-hours = { $n } ч
curriculum-week = Часов в неделю
curriculum-subject = Предмет
curriculum-whom = Кого
curriculum-whole = весь класс
curriculum-subgroups = Подгруппы
curriculum-choose = Выберите класс: увидите, кто чему его учит.
curriculum-undivided = { $one ->
    [yes] Класс на подгруппы не делится. Подгруппу заводят завуч и администратор.
   *[no] На подгруппы никто не делится. Подгруппу заводят на странице класса.
  }
curriculum-school = Предметы, кабинеты, классы
curriculum-subjects = Предметы
curriculum-rooms = Кабинеты
curriculum-more = Добавить
curriculum-rename = Переименовать
curriculum-new = Вместо «{ $what }»
curriculum-level = Год обучения
curriculum-letter = Буква
curriculum-add-subject = Добавить предмет
curriculum-add-room = Добавить кабинет
curriculum-add-class = Добавить класс
subgroup-say = В подгруппе { $n } из { $all }.
subgroup-nobody = В классах подгруппы ещё нет учеников. Они появятся здесь, когда их зачислят.
subgroup-from = С какого дня
subgroup-hint = До этого дня состав остаётся прежним.
subgroup-save = Записать состав
