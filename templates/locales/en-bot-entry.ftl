# Words of the bot on signing in to the site.

bot-entry-menu = Sign in to the site
bot-entry-said = The link opens your diary on the site without a password. It is good for { $minutes } minutes and once; do not forward it.
bot-entry-open = Open the diary
