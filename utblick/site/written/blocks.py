"""What the body of a page is put together from."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

RICH = ["bold", "italic", "ol", "ul", "link"]


class PictureBlock(ImageBlock):
    """The text that tells what it shows is asked for: a picture that says nothing can be left out."""

    def clean(self, value: Any) -> Any:
        if value:
            value.decorative = False
        return super().clean(value)

    class Meta:
        icon = "image"
        label = _("Picture")


class Figure(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"), max_length=40, help_text=_("As it is read: 11 400, 4 min, 95 %"))
    what = blocks.CharBlock(label=_("Of what"), max_length=120)

    class Meta:
        icon = "list-ol"
        label = _("Figure")


class Link(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=80)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.URLBlock(label=_("Or an address elsewhere"), required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            told = blocks.StructBlockValidationError(
                non_block_errors=[_("Choose a page or write an address, one of the two.")]
            )
            raise told
        return cleaned

    class Meta:
        icon = "link"
        label = _("Button")
        template = "written/blocks/link.html"


class Live(blocks.StructBlock):
    """Facts that the platform keeps, drawn when the page is: only what is published there is shown."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from utblick.site.written import living

        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | living.facts(self.meta.shows, context["visit"])


class Ongoing(Live):
    class Meta:
        icon = "time"
        label = _("Ongoing initiatives")
        template = "written/blocks/ongoing.html"
        shows = "ongoing"


class Partners(Live):
    class Meta:
        icon = "site"
        label = _("Partner map")
        template = "written/blocks/partners.html"
        shows = "partners"


class Calendar(Live):
    class Meta:
        icon = "calendar-alt"
        label = _("Calendar")
        template = "written/blocks/calendar.html"
        shows = "calendar"


class Figures(Live):
    class Meta:
        icon = "order"
        label = _("Results in figures")
        template = "written/blocks/figures.html"
        shows = "figures"


class Goals(Live):
    class Meta:
        icon = "tick-inverse"
        label = _("The goals and how they stand")
        template = "written/blocks/goals.html"
        shows = "goals"


class Sites(Live):
    class Meta:
        icon = "tag"
        label = _("Vacant sites")
        template = "written/blocks/sites.html"
        shows = "sites"


class Body(blocks.StreamBlock):
    text = blocks.RichTextBlock(label=_("Text"), features=RICH, icon="pilcrow")
    heading = blocks.CharBlock(label=_("Heading"), max_length=120, icon="title", template="written/blocks/heading.html")
    picture = PictureBlock(template="written/blocks/picture.html")
    figures = blocks.ListBlock(
        Figure(), label=_("Key figures"), icon="list-ol", template="written/blocks/told_figures.html"
    )
    quote = blocks.StructBlock(
        [("text", blocks.TextBlock(label=_("Text"))), ("who", blocks.CharBlock(label=_("Who"), required=False))],
        label=_("Quotation"),
        icon="openquote",
        template="written/blocks/quote.html",
    )
    link = Link()
    live_ongoing = Ongoing(group=_("From the platform"))
    live_partners = Partners(group=_("From the platform"))
    live_calendar = Calendar(group=_("From the platform"))
    live_figures = Figures(group=_("From the platform"))
    live_goals = Goals(group=_("From the platform"))
    live_sites = Sites(group=_("From the platform"))
