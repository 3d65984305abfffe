# Words of the pages' frame.

page-skip = Skip to content
page-sections = Sections
page-section = { $section ->
    [news] Announcements
    [lessons] Lessons
    [classes] My class
    [control] Control
    [board] Board
    [finals] Final marks
    [deliveries] Deliveries
    [contacts] Contacts
    [people] People
    [school] School settings
    [paper] Paper
    [diary] Diary
    [postbox] Postbox
    [settings] Settings
   *[telegram] Telegram
  }
page-show = Back to the demo
page-password = Password
page-sign-out = Sign out
page-role = { $role ->
    [administrator] administrator
    [head] head teacher
    [deputyHead] deputy head
    [secretary] secretary
    [classTeacher] class teacher
    [subjectTeacher] teacher
    [guardian] parent
    [pupil] pupil
   *[guest] guest
  }
