# Words of the timetable and substitutions.

timetable-title = Timetable
timetable-class = Class
timetable-teacher = Teacher
timetable-show = Show
timetable-none = There are no lessons this week. The deputy head enters the lessons of a class.
timetable-room = room { $room }
timetable-cancelled = Falls out: { $why }
timetable-substituted = Substitution
timetable-substitute = Substitute or cancel
timetable-enter = Change the timetable of the class

substitution-title = Substitution of a lesson
substitution-back = Week of the class
substitution-stands = { $cancelled ->
    [yes] The lesson falls out: { $reason }
   *[no] A substitution stands: { $reason }
  }
substitution-who = Who holds it
substitution-room = Where
substitution-usual = As in the timetable
substitution-cancelled = The lesson falls out
substitution-doubles = The teacher or the room is taken at that time, groups are joined
substitution-reason = Reason
substitution-reason-hint = When it falls out, families read it.
substitution-save = Save the substitution
substitution-withdraw = Back to the timetable

entries-title = Timetable of { $class }
entries-say = What is entered holds every week. Days that are over do not change: a lesson is added and ended from the day named.
entries-none = The class has no lessons in the timetable yet. Add the first.
entries-no-teachings = Who teaches this class what is not entered yet. Begin with the curriculum.
entries-add = Add a lesson
entries-teaching = Subject and teacher
entries-weekday = Day of the week
entries-number = Number of the lesson
entries-room = Room
entries-from = From which day
entries-to = Last day
entries-to-hint = May be left empty.
entries-save = Add the lesson
entries-begins = from { $day }
entries-ends = until { $day }
entries-end = End it
entries-end-from = From which day there is none
entries-end-it = End: { $what }, lesson { $n }
