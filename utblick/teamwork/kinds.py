"""What one can be told: each event in words, and the kinds that a person switches off and on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """After the name of who did it, where somebody did."""

    MENTIONED = "mentioned", _("mentions you")
    COMMENTED = "commented", _("has written about something of yours")
    TASK_GIVEN = "task_given", _("asks you to do something")
    TASK_DONE = "task_done", _("has done what you asked for")
    GATE_WAITS = "gate_waits", _("a matter waits for your decision")
    GATE_TO_NOTE = "gate_to_note", _("the meeting has been held: write down the decision")
    GATE_YES = "gate_yes", _("has written down a yes")
    GATE_NO = "gate_no", _("has written down a no")
    GATE_SKIPPED = "gate_skipped", _("has skipped a decision")
    DECIDED_FOR = "decided_for", _("has written down a decision in your name")
    RUNWAY_MOVED = "runway_moved", _("has moved or cancelled a meeting that you wait for")
    RUNWAY_BROKEN = "runway_broken", _("the application can no longer be decided on in time")
    AGREEMENT_REVIEW = "agreement_review", _("an agreement is to be reviewed")
    AGREEMENT_NOTICE = "agreement_notice", _("an agreement is renewed unless notice is given")
    AGREEMENT_END = "agreement_end", _("an agreement runs out")
    AGREEMENT_REST_OVER = "agreement_rest_over", _("an agreement has rested as long as was said")
    CLAIM = "claim", _("the programme's money is to be claimed")
    DUTY = "duty", _("a duty that returns is soon due")
    PROMISE = "promise", _("something that we promised is due")
    ITEM_CHANGED = "item_changed", _("something that was decided on has changed")
    ENQUIRY = "enquiry", _("a company asks about establishing itself here")
    ENQUIRY_DUE = "enquiry_due", _("the answer to an enquiry is due")
    MAIL_IN_DOUBT = "mail_in_doubt", _("it is not known whether a mail arrived")
    MAIL_FAILED = "mail_failed", _("a mail did not arrive")
    WEBHOOK_OFF = "webhook_off", _("a webhook that nobody answered is switched off")
    LESSON = "lesson", _("has sent a lesson to your unit")
    REFERRAL = "referral", _("asks what your unit thinks of a draft programme")
    REFERRAL_DUE = "referral_due", _("your unit has not answered about a draft programme")
    REFERRAL_MISSING = "referral_missing", _("a unit has not answered about a draft programme in time")
    REFERRAL_ANSWERED = "referral_answered", _("has answered about a draft programme")
    ANSWER_ASKED = "answer_asked", _("your unit's part of the follow-up is asked for")
    ANSWER_DUE = "answer_due", _("your unit's part of the follow-up is to be handed in soon")
    ANSWER_LATE = "answer_late", _("a unit's part of the follow-up is late")
    ANSWER_REMINDED = "answer_reminded", _("reminds you of your unit's part of the follow-up")
    ANSWER_BACK = "answer_back", _("has sent your unit's part of the follow-up back with a question")
    ANSWER_IN = "answer_in", _("has handed in a unit's part of the follow-up")
    INVITED = "invited", _("a municipality invites us to a joint initiative")
    JOINED = "joined", _("a municipality that we invited takes part")
    DECLINED = "declined", _("a municipality that we invited has declined")
    LEFT = "left", _("a municipality has left a joint initiative of ours")
    TAKEN_BACK = "taken_back", _("a municipality has taken back an invitation that we had accepted")
    SHARED = "shared", _("a municipality shares its work with us")
    AFTER_THE_SAME = "after_the_same", _("somebody else is after the same")


class Kind(models.TextChoices):
    MENTIONS = "mentions", _("Somebody mentions me")
    COMMENTS = "comments", _("Comments on what I answer for or have commented on")
    TASKS = "tasks", _("Tasks: given to me, and done for me")
    DECISIONS_WAITING = "waiting", _("Decisions that wait for me or my body")
    DECISIONS_TAKEN = "taken", _("Decisions taken about my initiatives")
    RUNWAY = "runway", _("Meetings that move, and applications that cannot be decided on in time")
    AGREEMENTS = "agreements", _("Agreements to review, to give notice of, or that run out")
    CLAIMS = "claims", _("The programmes' money to claim")
    PROMISES = "promises", _("Promises that are due")
    ITEMS = "items", _("Changes of calls and other items that I decided on")
    ENQUIRIES = "enquiries", _("Establishment enquiries, and when they are to be answered")
    MAILS = "mails", _("Mails that did not arrive, or of which it is not known")
    PROGRAMS = "programs", _("Connections to other programs that are switched off")
    LESSONS = "lessons", _("Lessons sent to my unit")
    REFERRALS = "referrals", _("Draft programmes that units are asked about")
    FOLLOW_UP = "follow_up", _("The units' parts of the follow-up: asked for, sent back, handed in")
    SHARING = "sharing", _("Other municipalities: what they invite us to, answer and share")
    CLASHES = "clashes", _("Others after the same call or partner abroad as my unit")


# What waits for the very person who is told: it is mailed also to who has not asked for the morning mail.
ASKING = frozenset(
    {
        *(Event.MENTIONED, Event.TASK_GIVEN, Event.GATE_WAITS, Event.LESSON, Event.INVITED),
        *(Event.REFERRAL, Event.REFERRAL_DUE),
        *(Event.ANSWER_ASKED, Event.ANSWER_DUE, Event.ANSWER_REMINDED, Event.ANSWER_BACK),
    }
)

KIND_OF: dict[str, Kind] = {
    Event.MENTIONED: Kind.MENTIONS,
    Event.COMMENTED: Kind.COMMENTS,
    Event.TASK_GIVEN: Kind.TASKS,
    Event.TASK_DONE: Kind.TASKS,
    Event.GATE_WAITS: Kind.DECISIONS_WAITING,
    Event.GATE_TO_NOTE: Kind.DECISIONS_WAITING,
    Event.GATE_YES: Kind.DECISIONS_TAKEN,
    Event.GATE_NO: Kind.DECISIONS_TAKEN,
    Event.GATE_SKIPPED: Kind.DECISIONS_TAKEN,
    Event.DECIDED_FOR: Kind.DECISIONS_TAKEN,
    Event.RUNWAY_MOVED: Kind.RUNWAY,
    Event.RUNWAY_BROKEN: Kind.RUNWAY,
    Event.AGREEMENT_REVIEW: Kind.AGREEMENTS,
    Event.AGREEMENT_NOTICE: Kind.AGREEMENTS,
    Event.AGREEMENT_END: Kind.AGREEMENTS,
    Event.AGREEMENT_REST_OVER: Kind.AGREEMENTS,
    Event.CLAIM: Kind.CLAIMS,
    Event.DUTY: Kind.TASKS,
    Event.PROMISE: Kind.PROMISES,
    Event.ITEM_CHANGED: Kind.ITEMS,
    Event.ENQUIRY: Kind.ENQUIRIES,
    Event.ENQUIRY_DUE: Kind.ENQUIRIES,
    Event.MAIL_IN_DOUBT: Kind.MAILS,
    Event.MAIL_FAILED: Kind.MAILS,
    Event.WEBHOOK_OFF: Kind.PROGRAMS,
    Event.LESSON: Kind.LESSONS,
    Event.REFERRAL: Kind.REFERRALS,
    Event.REFERRAL_DUE: Kind.REFERRALS,
    Event.REFERRAL_MISSING: Kind.REFERRALS,
    Event.REFERRAL_ANSWERED: Kind.REFERRALS,
    Event.ANSWER_ASKED: Kind.FOLLOW_UP,
    Event.ANSWER_DUE: Kind.FOLLOW_UP,
    Event.ANSWER_LATE: Kind.FOLLOW_UP,
    Event.ANSWER_REMINDED: Kind.FOLLOW_UP,
    Event.ANSWER_BACK: Kind.FOLLOW_UP,
    Event.ANSWER_IN: Kind.FOLLOW_UP,
    Event.INVITED: Kind.SHARING,
    Event.JOINED: Kind.SHARING,
    Event.DECLINED: Kind.SHARING,
    Event.LEFT: Kind.SHARING,
    Event.TAKEN_BACK: Kind.SHARING,
    Event.SHARED: Kind.SHARING,
    Event.AFTER_THE_SAME: Kind.CLASHES,
}
