# Слова объявлений: школа говорит сама, своими словами.

announcements = { $n ->
    [one] объявление школы
   *[other] объявления школы
  }
announcement-to-school = всей школе
announcement-to-level = параллель { $level }
announcement-read = Открыть объявление
announcement-news = { $n ->
    [one] Новое объявление школы
   *[other] Новые объявления школы
  }
announcement-letter-seen = Прочитали? Откройте объявление по кнопке и нажмите «Ознакомлен(а)»: так школа узнает, что вы его видели.
announcement-open = Прочитать его можно в дневнике.
announcements-more = { $n ->
    [one] И ещё одно объявление — в дневнике.
   *[other] И ещё объявления — в дневнике: { $n }.
  }
