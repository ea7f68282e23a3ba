"""What all written pages have in common, and the plain kinds of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from utblick.accounts.models import Municipality
from utblick.site.written import blocks
from utblick.site.written.colours import COLOUR, check_colour
from utblick.site.written.languages import address_of
from utblick.tenancy import scope

SECTION_KINDS = ["written.TextPage", "written.PlacePage", "written.ActivityPage", "written.StayPage"]
SECTION_KINDS += ["written.EventPage", "written.FactsPage", "written.CompanyPage", "written.SectionPage"]


class WrittenPage(Page):
    """The base of every kind; `facts_panels` holds the fields that a kind adds."""

    lead = models.TextField(
        _("lead"),
        max_length=300,
        help_text=_("One or two sentences. Stands under the heading and where others link here."),
    )
    picture = models.ForeignKey(
        "written.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    picture_text = models.CharField(
        _("what the picture shows"), max_length=200, blank=True, help_text=_("For those who cannot see it.")
    )
    body = StreamField(blocks.Body(), blank=True, verbose_name=_("content"))

    facts_panels: list[Any] = []
    schema_type = "WebPage"
    parent_page_types = ["written.SectionPage"]
    subpage_types: list[str] = []
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            _("Address and search engines"),
        )
    ]

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        pictured = MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_text")], _("Picture"))
        facts = [MultiFieldPanel(cls.facts_panels, _("Facts"))] if cls.facts_panels else []
        cls.content_panels = [*Page.content_panels, FieldPanel("lead"), pictured, *facts, FieldPanel("body")]

    def clean(self) -> None:
        super().clean()
        if self.picture_id and not self.picture_text:
            raise ValidationError({"picture_text": _("Tell what the picture shows.")})

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    @property
    def path_in_site(self) -> str:
        """Below the language: the first part of Wagtail's own path is the municipality's."""
        return str(self.url_path).split("/", 2)[2]

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str]:
        return 0, scope.municipality().address, address_of(self.language, self.path_in_site)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from utblick.site.written.showing import previewed

        return previewed(self, request)

    @cached_property
    def told_facts(self) -> list[tuple[str, Any]]:
        """The kind's own facts, each with its name, where there is something to tell."""
        names = [panel.field_name for panel in self.facts_panels]
        return [(name, getattr(self, name)) for name in names if getattr(self, name) not in ("", None)]

    def schema(self) -> dict[str, Any]:
        """What schema.org's type for this kind says of it, beside what every page says."""
        return {}


class StartPage(WrittenPage):
    """The first page of a municipality in a language: here stands whose all pages below it are."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", editable=False, default=scope.municipality_id
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        default=COLOUR,
        validators=[check_colour],
        help_text=_("As #073641. White text stands on it, so it has to be dark enough."),
    )
    coat_of_arms = models.ForeignKey(
        "written.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("coat of arms")
    )

    facts_panels = [
        FieldPanel("colour"),
        FieldPanel("coat_of_arms", help_text=_("Shown in every language, as the colour, from the Swedish start page.")),
    ]
    override_translatable_fields = [SynchronizedField("colour")]
    parent_page_types: list[str] = []
    subpage_types = ["written.SectionPage"]

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    @property
    def told_facts(self) -> list[tuple[str, Any]]:
        return []

    def sections(self) -> "models.QuerySet[SectionPage]":
        """In the order of the menu."""
        return SectionPage.objects.child_of(self).live().in_menu().order_by("path").select_related("locale")


class SectionPage(WrittenPage):
    """Leads to the pages below it."""

    leads_to_work = models.BooleanField(
        _("leads to the pages about the international work"),
        default=False,
        help_text=_("Initiatives, partners, results and goals, as the platform keeps them."),
    )

    facts_panels = [FieldPanel("leads_to_work")]
    parent_page_types = ["written.StartPage", "written.SectionPage"]
    subpage_types = SECTION_KINDS
    schema_type = "CollectionPage"

    class Meta:
        verbose_name = _("part of the site")
        verbose_name_plural = _("parts of the site")

    @property
    def told_facts(self) -> list[tuple[str, Any]]:
        return []


class TextPage(WrittenPage):
    """Plain text and pictures."""

    schema_type = "Article"

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def schema(self) -> dict[str, Any]:
        return {"headline": self.title}
