# Words of the bot for the school's people: common ones.

bot-staff-on-site = The school does not show this in Telegram. See the site.
bot-staff-open-site = Open the site
bot-staff-words-on-site = The text itself is on the site.
bot-staff-earlier = ‹ Earlier
bot-staff-further = Further ›
