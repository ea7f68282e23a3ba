"""What was sent to whom, so that nothing is sent twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.journal.mailing import Mailing
from utblick.tenancy.scope import Owned


class MorningMail(Mailing):
    """One person's mail of one day."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta(Mailing.Meta):
        verbose_name = _("morning mail")
        verbose_name_plural = _("morning mails")
        constraints = [models.UniqueConstraint(fields=["municipality", "user", "day"], name="morning_mail_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


class SearchMail(Mailing):
    """One person's mail of one day about saved searches; what it tells is written before it is sent."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta(Mailing.Meta):
        verbose_name = _("mail about saved searches")
        verbose_name_plural = _("mails about saved searches")
        constraints = [models.UniqueConstraint(fields=["municipality", "user", "day"], name="search_mail_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


class ToldItem(Owned):
    """An item that was told as new in a saved search, and in which mail: each once."""

    search = models.ForeignKey("watch.SavedSearch", models.CASCADE, related_name="told")
    item = models.ForeignKey("watch.Item", models.CASCADE, related_name="+")
    mail = models.ForeignKey(SearchMail, models.CASCADE, related_name="told")

    class Meta(Owned.Meta):
        constraints = [models.UniqueConstraint(fields=["search", "item"], name="item_told_once_per_search")]

    def __str__(self) -> str:
        return f"{self.search_id} {self.item_id}"


class MatchMail(Mailing):
    """What fits a local actor, to one of those who log in for it, of one day."""

    reader = models.ForeignKey("actors.Representative", models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta(Mailing.Meta):
        verbose_name = _("mail about what fits a local actor")
        verbose_name_plural = _("mails about what fits local actors")
        constraints = [models.UniqueConstraint(fields=["reader", "day"], name="match_mail_once_a_day")]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.day}"


class ToldMatch(Owned):
    """An item that was told to a reader as fitting, and in which mail: each once."""

    reader = models.ForeignKey("actors.Representative", models.CASCADE, related_name="+")
    item = models.ForeignKey("watch.Item", models.CASCADE, related_name="+")
    mail = models.ForeignKey(MatchMail, models.CASCADE, related_name="told")

    class Meta(Owned.Meta):
        constraints = [models.UniqueConstraint(fields=["reader", "item"], name="match_told_once_per_reader")]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.item_id}"


class QuestionMail(Mailing):
    """What a local actor is asked about an item, to one of those who log in for it."""

    question = models.ForeignKey("watch.ActorQuestion", models.CASCADE, related_name="+")
    reader = models.ForeignKey("actors.Representative", models.CASCADE, related_name="+")

    class Meta(Mailing.Meta):
        verbose_name = _("mail about a question to a local actor")
        verbose_name_plural = _("mails about questions to local actors")
        constraints = [models.UniqueConstraint(fields=["question", "reader"], name="question_mailed_once_to_each")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.reader_id}"
