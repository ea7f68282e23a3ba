"""The demo's public site: what writers have put up, in five languages and with pictures, and what the platform keeps beside it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from utblick.demo import texts
from utblick.demo.painting import painted
from utblick.site.written.languages import CODES, ORIGINAL
from utblick.site.written.models import Picture, SectionPage, StartPage, WrittenPage
from utblick.site.written.opening import open_site, own_collection

NOT_FIELDS = ("text", "quote", "figures")
ON_START, ON_WORK = ("live_figures", "live_ongoing"), ("live_goals", "live_partners", "live_calendar")
ON_BUSINESS = ("live_sites",)
SATURDAY = 5


def open_public_site(today: date) -> None:
    open_site()
    told = texts.read("pages")
    pictures = {name: _picture(name, words[ORIGINAL]) for name, words in told["pictures"].items()}
    for row in told["pages"]:
        _write(row, pictures[row["picture"]], told["pictures"][row["picture"]], today)
    arms = _picture(told["look"]["arms"], "Vapen (demo)")
    for code in CODES:
        _dress(code, told, pictures, arms)


def _picture(name: str, title: str) -> Picture:
    ending = "png" if name == "arms" else "jpg"
    file = ContentFile(painted(name), name=f"{name}.{ending}")
    picture = Picture(title=title, file=file, collection=own_collection())
    picture.save()
    return picture


def _write(row: dict[str, Any], picture: Picture, shows: dict[str, str], today: date) -> None:
    """In Swedish, and translated from there."""
    kind, facts = apps.get_model("written", row["kind"]), row.get("facts", {}) | _times(row, today)
    page = kind(picture=picture, picture_text=shows[ORIGINAL], **facts)
    original = _publish(page, row[ORIGINAL], parent=_sections(ORIGINAL)[row["section"]])
    for code in CODES:
        if code != ORIGINAL:
            own = original.copy_for_translation(_start(code).locale)
            _publish(own, {**row[code], "picture_text": shows[code]})


def _times(row: dict[str, Any], today: date) -> dict[str, datetime]:
    if "saturday" not in row:
        return {}
    day = today + timedelta(days=(SATURDAY - today.weekday()) % 7 + 7 * row["saturday"])
    begins, ends = (timezone.make_aware(datetime.combine(day, time(hour))) for hour in row["hours"])
    return {"starts_at": begins, "ends_at": ends}


def _publish(page: WrittenPage, words: dict[str, Any], parent: SectionPage | None = None) -> WrittenPage:
    for name, value in words.items():
        if name not in NOT_FIELDS:
            setattr(page, name, value)
    page.body = list(_body(words))
    if parent:
        page.locale = parent.locale
        parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _body(words: dict[str, Any]) -> Any:
    if "figures" in words:
        yield "figures", [{"what": what, "value": value} for what, value in words["figures"]]
    yield "text", format_html("{}", format_html_join("", "<p>{}</p>", ((one,) for one in words["text"])))
    if "quote" in words:
        yield "quote", {"text": words["quote"][0], "who": words["quote"][1]}


def _dress(code: str, told: dict[str, Any], pictures: dict[str, Picture], arms: Picture) -> None:
    """Pictures for the start page and the sections, and what the platform keeps."""
    start, sections, look = _start(code), _sections(code), told["look"]
    start.coat_of_arms = arms
    live = {start.pk: ON_START, sections[-2].pk: ON_BUSINESS, sections[-1].pk: ON_WORK}
    for page, name in zip([start, *sections], [look["start"], *look["sections"]], strict=True):
        page.picture, page.picture_text = pictures[name], told["pictures"][name][code]
        page.body = [(kind, {"heading": told["live"][code][kind]}) for kind in live.get(page.pk, ())]
        page.save_revision().publish()


def _start(code: str) -> StartPage:
    return StartPage.objects.get(locale__language_code=code)


def _sections(code: str) -> list[SectionPage]:
    return list(_start(code).sections())
