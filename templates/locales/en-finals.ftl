# Words of the final marks of a class in a subject.

finals-title = Finals: { $subject }, { $class }
finals-columns = Period
finals-column = { $kind ->
    [year] Year
    [exam] Exam
   *[final] Final
  }
finals-early = These marks are set from { $day }. Until then this is what comes out today.
finals-no-protocol = Results are entered once the protocol of the exam is there. The deputy head notes its arrival.
finals-open = The last day of these marks is { $day }. { $disputed ->
    [0] What comes out is filled in: look through it and save.
    [one] What comes out is filled in; one is disputed and yours to decide.
   *[other] What comes out is filled in; { $disputed } are disputed and yours to decide.
  }
finals-over = The day of these marks is over: { $day }. { $way ->
    [act] They are changed by act: choose the right mark, give the reason, the deputy head decides.
    [order] Corrections after the day are not in force: the administrator enters the head's order in the settings.
   *[none] A correction is asked for by the subject's teacher or the class teacher.
  }
finals-owed = { $n ->
    [one] The mark of { $n } pupil is known and not entered.
   *[other] The marks of { $n } pupils are known and not entered.
  } { $late ->
    [yes] Families were to know by { $time }, { $day }.
   *[no] Families are to know by { $time }, { $day }.
  }
finals-nobody = The class has no pupils yet. Their marks will stand here.
finals-saved = { $n ->
    [0] Everything stood like this already, nothing changed.
    [one] { $n } mark is saved. The family will be told.
   *[other] { $n } marks are saved. The families will be told.
  }
finals-save = Save the marks
finals-confirm = Save with the one
finals-proposed = Everything chosen is saved.
finals-not-learned = did not learn the subject in this period
finals-average = average { $average }, marks { $n }
finals-before = { $column }: { $value }
finals-comes-out = comes out { $value }
finals-disputed = Disputed: { $lower } or { $upper }
finals-hint = Perhaps not attested: marks { $marks } of { $atLeast }, missed { $missed } of { $lessons }
finals-by-act = corrected by act { $act }
finals-mark-of = Mark: { $name }
finals-to = Finals of the class
finals-unentered = Known and not entered
