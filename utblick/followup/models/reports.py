"""Reports: composed from the rows of a period, edited, frozen, and kept as documents."""

from typing import Any, Self, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.followup.contents import Content, Part, checksum, said
from utblick.journal.frozen import Frozen as AnyFrozen
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy import scope
from utblick.tenancy.scope import Owned, OwnedManager


class Frozen(AnyFrozen):
    """A frozen report was about to be changed."""

    @classmethod
    def told(cls) -> "Frozen":
        return cls(_("The report is frozen and is not changed any more."), code="frozen")


class ReportQuerySet(RecordedQuerySet["Report"]):
    def frozen(self) -> Self:
        return self.current().filter(status=Report.Status.FROZEN)

    def published(self) -> Self:
        return self.frozen().filter(published=True)

    def in_list(self) -> Self:
        """Without the contents, which may be large."""
        return self.defer("figures")


class Report(Recorded):
    """The follow-up of a period. Once frozen it never changes; it can be published, and until then withdrawn."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FROZEN = "frozen", _("Frozen")

    class Language(models.TextChoices):
        SWEDISH = "sv", _("Swedish")
        ENGLISH = "en", _("English")

    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=5, choices=Language, default=Language.SWEDISH)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    # While a draft: {"parts", "board", "letter", "figures"} as composed from the rows. Once frozen: the whole content.
    figures = models.JSONField(default=dict, editable=False)
    composed_at = models.DateTimeField(_("figures fetched"), null=True, editable=False)
    frozen_at = models.DateTimeField(_("frozen"), null=True, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("frozen by"),
    )
    checksum = models.CharField(_("checksum"), max_length=64, blank=True, editable=False)
    published = models.BooleanField(_("published"), default=False, editable=False)
    # The first time. From then on the public may have read it: it stands.
    published_at = models.DateTimeField(_("first published"), null=True, editable=False)

    objects = OwnedManager.from_queryset(ReportQuerySet)()  # type: ignore[misc, assignment]

    # The contents are large; when they change, `composed_at` or `checksum` tells it.
    unrecorded = Recorded.unrecorded | {"figures"}
    # All that may happen to a frozen report.
    CHANGES_WHEN_FROZEN = frozenset({"published", "published_at", "withdrawn_at", "revision"})

    class Meta(Recorded.Meta):
        verbose_name = _("follow-up report")
        verbose_name_plural = _("follow-up reports")
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="report_ends_after_start",
                violation_error_message=_("The period ends before it starts."),
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft", frozen_at=None, checksum="", published=False)
                | models.Q(status="frozen", frozen_at__isnull=False) & ~models.Q(checksum=""),
                name="report_frozen_with_checksum",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("followup:report", args=[self.pk])

    def search_text(self) -> str:
        """All that a frozen report says; a draft is still being written, and is found by its name."""
        return " ".join([self.case_number, *(said(self.figures.get("parts", [])) if self.is_frozen else ())])

    @property
    def is_frozen(self) -> bool:
        return self.status == self.Status.FROZEN

    @property
    def is_intact(self) -> bool:
        """Whether the frozen content still has the checksum it was frozen with."""
        return self.is_frozen and checksum(self.figures) == self.checksum

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            told = _("The last day cannot be before the first, %(day)s.") % {"day": self.starts_on}
            raise ValidationError({"ends_on": told})

    def _stored(self) -> dict[str, Any] | None:
        """The stored row, read under lock by every save: the place where a change of what is frozen is stopped."""
        stored = super()._stored()
        if stored and stored["status"] == self.Status.FROZEN:
            now = {
                field.attname: field.get_prep_value(getattr(self, field.attname))
                for field in self._meta.concrete_fields
            }
            if any(now[name] != stored[name] for name in stored.keys() - self.CHANGES_WHEN_FROZEN):
                raise Frozen.told()
            if stored["published_at"] and (self.withdrawn_at or now["published_at"] != stored["published_at"]):
                raise Frozen(_("The report has been published and can no longer be withdrawn."), code="published")
        return stored

    def content(self, sections: "list[ReportSection] | None" = None) -> Content:
        """All that the report says. Of a frozen report what was frozen; of a draft the composed parts with people's texts."""
        if self.is_frozen:
            return cast(Content, self.figures)
        own = {one.key: one for one in (self.sections.current() if sections is None else sections)}
        parts = [_with_text(part, own.get(part["key"])) for part in self.figures.get("parts", [])]
        return Content(
            title=self.title,
            language=self.language,
            municipality=scope.municipality().name,
            starts_on=self.starts_on.isoformat(),
            ends_on=self.ends_on.isoformat(),
            case_number=self.case_number,
            composed_at=timezone.localtime(self.composed_at).isoformat(timespec="minutes") if self.composed_at else "",
            parts=parts,
            board=self.figures["board"],
            letter=self.figures["letter"],
            figures=self.figures.get("figures", {}),
        )


def _with_text(part: Part, own: "ReportSection | None") -> Part:
    if own is None:
        return part
    return {**part, "heading": own.heading or part["heading"], "text": own.text}


class ReportSection(Recorded):
    """What people wrote in one part of a report instead of the draft."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="sections", editable=False)
    key = models.CharField(max_length=40, editable=False)
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("An empty line begins a new paragraph. Lines that begin with a hyphen become a list."),
    )

    class Meta(Recorded.Meta):
        verbose_name = _("section of a report")
        verbose_name_plural = _("sections of reports")
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="section_once_in_report")]

    def __str__(self) -> str:
        return self.heading or self.key

    def get_absolute_url(self) -> str:
        return reverse("followup:report", args=[self.report_id])

    @property
    def is_frozen(self) -> bool:
        return self.report.is_frozen

    def save(self, *args: Any, **kwargs: Any) -> None:
        if Report.objects.filter(pk=self.report_id, status=Report.Status.FROZEN).exists():
            raise Frozen.told()
        super().save(*args, **kwargs)

    def remove(self) -> None:
        if Report.objects.filter(pk=self.report_id, status=Report.Status.FROZEN).exists():
            raise Frozen.told()
        super().remove()


class Rendering(Owned):
    """A report as a document, made in the background from exactly one content; the bytes are kept as they were made."""

    class Format(models.TextChoices):
        WORD = "word", _("Word")
        PDF = "pdf", _("PDF")
        HTML = "html", _("Web page (HTML)")
        EXCEL = "excel", _("Excel, the figures")
        BOARD_PDF = "board_pdf", _("The board's sheet, PDF")
        BOARD_WORD = "board_word", _("The board's sheet, Word")
        BOARD_HTML = "board_html", _("The board's sheet, web page")

    class State(models.TextChoices):
        WAITING = "waiting", _("Being prepared")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")

    report = models.ForeignKey(Report, models.CASCADE, related_name="renderings")
    format = models.CharField(max_length=12, choices=Format)
    content_checksum = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    body = models.BinaryField(default=b"")

    class Meta(Owned.Meta):
        verbose_name = _("document of a report")
        verbose_name_plural = _("documents of reports")
        constraints = [
            models.UniqueConstraint(fields=["report", "format", "content_checksum"], name="rendering_once_per_content")
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_format_display()}"
