# Words of the curriculum.

curriculum-title = Curriculum
curriculum-classes = Classes
curriculum-none = There are no classes in this school year yet. Enter the first below.
curriculum-say = { $class }: subjects and subgroups { $n }, hours a week { $hours }.
curriculum-teachings = Who teaches what
curriculum-hours = { $n } h
curriculum-week = Hours a week
curriculum-subject = Subject
curriculum-whom = Whom
curriculum-whole = the whole class
curriculum-subgroups = Subgroups
curriculum-choose = Choose a class to see who teaches it what.
curriculum-undivided = { $one ->
    [yes] The class is not divided into subgroups. The deputy head and the administrator enter a subgroup.
   *[no] Nobody is divided into subgroups. A subgroup is entered on the page of its class.
  }
curriculum-school = Subjects, rooms, classes
curriculum-subjects = Subjects
curriculum-rooms = Rooms
curriculum-more = Add
curriculum-rename = Rename
curriculum-new = Instead of “{ $what }”
curriculum-level = Year of learning
curriculum-letter = Letter
curriculum-add-subject = Add the subject
curriculum-add-room = Add the room
curriculum-add-class = Add the class
subgroup-say = { $n } of { $all } are in the subgroup.
subgroup-nobody = The classes of the subgroup have no pupils yet. They show up here once they are enrolled.
subgroup-from = From which day
subgroup-hint = Before it everybody stays where they were.
subgroup-save = Save who is in it
