# Words of the page about how the post office stands.

health-title = How sending works
health-say = { $n ->
    [0] Everything works.
    [one] { $n } thing needs attention.
   *[other] { $n } things need attention.
  }
health-alarm = { $kind }: { $n }
health-local = Links in slips and letters lead to this machine; families cannot open them. Set PUBLIC_URL and start the journal again.
health-gate = { $stopped ->
    [yes] { $name }: stopped, its settings are refused.
   *[no] { $name }: paused until { $day }, { $time }.
  }
health-office = Post office
health-what = What
health-count = How many
health-workers = Processes at work
health-unrouted = News not routed yet
health-unknown = Calls without an answer
health-repeats = May have been read twice
health-broken = Broken on our side
health-jobs = Queues
health-job-queue = Queue
health-job-events = News
health-job-urgent = Urgent
health-job-state = { $state ->
    [waiting] waiting
    [active] in hand
    [delayed] delayed
   *[failed] failed
  }
health-jobs-silent = { $queues ->
    [redis] The queues do not answer. Check whether Redis is running and REDIS_URL is right. Nothing is lost: messages wait in the database.
   *[postgres] The queues do not answer. Check whether the post office is running. Nothing is lost: messages wait in the database.
  }
health-queues = { $queues ->
    [redis] Redis keeps the queues.
   *[postgres] PostgreSQL keeps the queues.
  }
health-replay = Send again: { $n }
health-none = Nothing was sent yet. The first will show up when a teacher sets a mark.
health-not-set = { $channel ->
    [telegram] The channel is not configured, messages wait. Set TELEGRAM_BOT_TOKEN and start the journal again.
   *[email] The channel is not configured, messages wait. Set SMTP_URL and MAIL_FROM and start the journal again.
  }
health-kinds = { $channel }: what and how many
health-kind = What
health-state = { $state ->
    [waiting] waiting
    [sent] accepted
    [failed] refused
    [unknown] no answer
   *[dropped] dropped
  }
health-oldest = The oldest waits since
health-deliveries = All deliveries
