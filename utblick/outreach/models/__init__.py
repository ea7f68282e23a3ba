"""What was sent to whom, so that nothing is sent twice; newsletters, who reads them, and why."""

from utblick.outreach.models.audiences import Audience
from utblick.outreach.models.digest_mails import BoxMark, DigestMail
from utblick.outreach.models.digests import Digest, DigestEntry
from utblick.outreach.models.mails import MatchMail, MorningMail, QuestionMail, SearchMail, ToldItem, ToldMatch
from utblick.outreach.models.subscribers import Interest, SignUp, Subscriber
from utblick.outreach.models.webhooks import Webhook, WebhookDelivery

__all__ = [
    "Audience",
    "BoxMark",
    "Digest",
    "DigestEntry",
    "DigestMail",
    "Interest",
    "MatchMail",
    "MorningMail",
    "QuestionMail",
    "SearchMail",
    "SignUp",
    "Subscriber",
    "ToldItem",
    "ToldMatch",
    "Webhook",
    "WebhookDelivery",
]
