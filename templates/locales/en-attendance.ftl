# The words of attendance.

absences = attendance
missed = { $n ->
    [one] { $count } lesson missed
   *[other] { $count } lessons missed
  }

lesson-nth = lesson { $number }
lesson-at = lesson { $number }
absent = absent from { $lesson }
was-absent = was absent from { $lesson }
missed-subject = { $missed }: { $subject }.
missed-subjects = Missed: { $subjects }.
absence-day = { $day }: { $subjects }.
absence-mark = absent
why-unknown = We do not know why.
why-tell = If you do, please tell the class teacher.
arrived-at = in class since { $time }
arrived-lesson = { $lesson }: present.
not-absent = in class
was-not-absent = was not absent
absence-corrected = The note of absence was corrected.
