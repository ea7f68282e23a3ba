"""What shows that a duty of visibility is fulfilled."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.projects.models.parts import ProjectPart


class Evidence(ProjectPart):
    """A duty of the programme: when it was fulfilled and what shows it, or why it does not apply here."""

    page = "projects:visibility"

    # The key of a duty in programmes/duties.toml.
    duty = models.CharField(max_length=30, editable=False)
    done_on = models.DateField(_("fulfilled on"), null=True, blank=True)
    text = models.CharField(_("what shows it"), max_length=300, blank=True)
    link = models.URLField(_("where it can be seen"), max_length=500, blank=True)
    document = models.ForeignKey(
        "journal.Attachment", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("document")
    )
    not_here = models.CharField(
        _("why it does not apply"),
        max_length=300,
        blank=True,
        help_text=_("Only where the duty does not concern this project."),
    )

    class Meta(ProjectPart.Meta):
        verbose_name = _("evidence of a duty")
        verbose_name_plural = _("evidence of duties")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "duty"], name="evidence_once_a_duty")]

    def __str__(self) -> str:
        return f"{self.project}: {self.duty}"

    @property
    def is_settled(self) -> bool:
        return bool(self.done_on or self.not_here)
