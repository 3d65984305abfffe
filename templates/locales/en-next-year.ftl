# Words of the page of the next school year.

next-year-title = Next school year
next-year-say = Classes move on with their pupils, the last ones leave, teachings and bells are taken over. First we show what would change.
next-year-none = There is no school year yet. The first one is opened in the first run, those after it here.
next-year-from = Out of which year
next-year-name = What the next one is called
next-year-starts = First day
next-year-ends = Last day
next-year-show = Show what would change
next-year-plan = { $open ->
    [yes] The year is open
   *[no] What would change
  }
next-year-counts = Pupils who move on: { $moved }. Who leave: { $left }. Teachings taken over: { $teachings }, bell schedules: { $bells }.
next-year-open = Open the year { $name }
