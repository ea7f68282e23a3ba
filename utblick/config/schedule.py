"""The work that is done in the background by the clock: which job when, in cron's words and the municipality's time."""

SCHEDULES = {
    "tidy": {"task": "utblick.operate.tasks.tidy", "cron": "40 3 * * *"},
    "backup": {"task": "utblick.operate.tasks.back_up", "cron": "15 1 * * *"},
    "drill": {"task": "utblick.operate.tasks.drill", "cron": "30 2 * * 0"},
    # Asks only the sources whose own rhythm says so, and matches what waits.
    "poll": {"task": "utblick.watch.tasks.poll_due", "cron": "*/5 * * * *"},
    "deadlines": {"task": "utblick.watch.tasks.follow_the_clock", "cron": "10 * * * *"},
    # Before the morning mail, which tells of them.
    "notices": {"task": "utblick.desk.tasks.notices", "cron": "15 * * * *"},
    "files": {"task": "utblick.desk.tasks.read_files", "cron": "*/2 * * * *"},
    # Finds nothing to do but after an upgrade.
    "search_index": {"task": "utblick.desk.tasks.renew_search", "cron": "*/5 * * * *"},
    "spelling": {"task": "utblick.desk.tasks.learn_spelling", "cron": "30 3 * * *"},
    "morning": {"task": "utblick.desk.tasks.morning_mails", "cron": "30 6 * * 1-5"},
    "searches": {"task": "utblick.outreach.tasks.search_mails", "cron": "20 6 * * 1-5"},
    "fitting": {"task": "utblick.outreach.tasks.match_mails", "cron": "40 6 * * 1-5"},
    # Waits a little, so that a question can be taken back.
    "questions": {"task": "utblick.outreach.tasks.question_mails", "cron": "*/2 * * * *"},
    "samples": {"task": "utblick.watch.tasks.draw_samples", "cron": "20 5 * * 1"},
    "measured": {"task": "utblick.watch.tasks.measure", "cron": "5 4 * * *"},
    "told": {"task": "utblick.watch.tasks.count_months", "cron": "35 3 * * *"},
    # Letters wait a little, so that an answer can be taken back.
    "answers": {"task": "utblick.partners.tasks.answer_requests", "cron": "*/2 * * * *"},
    "enquiries": {"task": "utblick.establishment.tasks.send_letters", "cron": "*/2 * * * *"},
    "registrations": {"task": "utblick.actors.tasks.tell_registrations", "cron": "*/2 * * * *"},
    "duties": {"task": "utblick.duties.tasks.make_tasks", "cron": "25 4 * * *"},
    "erasures": {"task": "utblick.partners.tasks.erase_personal_data", "cron": "45 3 * * *"},
    # What is sent at once is sent by its own job; this finds what a worker that died left behind.
    "lessons": {"task": "utblick.initiatives.tasks.send_lessons", "cron": "*/20 * * * *"},
    "digests": {"task": "utblick.outreach.tasks.send_digests", "cron": "*/2 * * * *"},
    "subscribers": {"task": "utblick.outreach.tasks.ask_subscribers", "cron": "*/2 * * * *"},
    "webhooks": {"task": "utblick.outreach.tasks.deliver_webhooks", "cron": "* * * * *"},
    "deliveries": {"task": "utblick.outreach.tasks.forget_deliveries", "cron": "55 3 * * *"},
    # Hourly, since each list waits a day from its own approval.
    "disposals": {"task": "utblick.records.tasks.dispose", "cron": "25 * * * *"},
    "exports": {"task": "utblick.records.tasks.throw_away", "cron": "20 3 * * *"},
    "files_put_away": {"task": "utblick.journal.tasks.put_files_away", "cron": "*/2 * * * *"},
    "seals": {"task": "utblick.journal.tasks.seal", "cron": "*/5 * * * *"},
    "trail": {"task": "utblick.journal.tasks.check_and_anchor", "cron": "10 2 * * *"},
    # After the anchoring; and each hour, until a service that was away has answered.
    "stamps": {"task": "utblick.operate.tasks.stamp_anchors", "cron": "20 * * * *"},
    "pages": {"task": "utblick.site.written.tasks.keep_pages", "cron": "*/2 * * * *"},
    "reviews": {"task": "utblick.site.written.tasks.mail_reviews", "cron": "*/2 * * * *"},
    "returned": {"task": "utblick.outreach.tasks.read_returned", "cron": "*/10 * * * *"},
    "forgotten": {"task": "utblick.outreach.tasks.forget_subscribers", "cron": "50 3 * * *"},
}
