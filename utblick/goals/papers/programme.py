"""A programme as a Word document for the board, from the template that scripts/priorities_template.py builds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.goals.comparing import Change, Compared, Course, compare
from utblick.goals.contents import Content, PriorityContent, content_of
from utblick.goals.models import Consulted, Programme, Referral, Remark
from utblick.tenancy import scope
from utblick.ui.countries import country_names
from utblick.ui.templatetags.ui import money
from utblick.ui.word import filled

TEMPLATE = Path(__file__).parent / "programme.docx"


def made_of(programme: Programme, language: str) -> bytes:
    with translation.override(language):
        context = _context(programme)
    told = {"title": context["title"], "author": context["municipality"]}
    return filled(TEMPLATE, context, language=language, **told)


def _context(programme: Programme) -> dict[str, Any]:
    content, referral = content_of(programme), programme.referrals.current().first()
    budget = sum(one["budget"] or 0 for one in content["priorities"])
    return {
        "municipality": scope.municipality().name,
        "title": str(programme),
        "words": _words(programme),
        "facts": list(_facts(programme, content)),
        "introduction": content["text"].splitlines(),
        "priorities": [_priority(at, one) for at, one in enumerate(content["priorities"], start=1)],
        "budget": _("Budget in all: %(sum)s") % {"sum": money(budget)} if budget else "",
        "why": content["why"].splitlines(),
        "changes": list(_changes(programme.former, content)) if programme.former else [],
        "answers": _answers(referral) if referral else None,
    }


def _words(programme: Programme) -> dict[str, str]:
    return {
        "draft": "" if programme.is_frozen else _("Draft"),
        "page": _("Page"),
        "priorities": _("Priorities"),
        "changes": _("What is changed since %(former)s") % {"former": programme.former},
        "answers": _("Answers on referral"),
        "checksum": _("Checksum of what was adopted: %(sum)s") % {"sum": programme.checksum}
        if programme.checksum
        else "",
    }


def _facts(programme: Programme, content: Content) -> Iterator[tuple[str, str]]:
    yield _("Period"), f"{content['starts_on']} – {content['ends_on']}"
    if programme.is_frozen:
        yield _("Adopted by"), content["adopted_by"]
        yield _("Adopted on"), content["adopted_on"]
        yield _("Section (§)"), content["section"]
        yield _("Case number"), content["case_number"]
    else:
        yield _("Status"), _("Draft, not adopted")


def _priority(at: int, one: PriorityContent) -> dict[str, Any]:
    rows = [
        (_("Weight"), _("%(weight)s of 5") % {"weight": one["weight"]}),
        (_("Goal"), one["goal"]),
        (_("Form of cooperation"), one["form"]),
        (_("Countries"), country_names(one["countries"]) or _("everywhere")),
        (_("Budget"), "" if one["budget"] is None else money(one["budget"])),
        (_("Target"), one["target"]),
    ]
    return {"name": f"{at}. {one['name']}", "text": one["text"].splitlines(), "rows": [row for row in rows if row[1]]}


def _changes(former: Programme, content: Content) -> Iterator[dict[str, Any]]:
    """What goes on as it was is named last, in one line."""
    found = compare(content_of(former), content)
    if found.changes:
        yield {"name": _("The programme itself"), "lines": [_line(one) for one in found.changes], "why": ""}
    for one in found.priorities:
        if one.course is not Course.KEPT:
            yield _told(one)
    if found.kept:
        yield {"name": _("Kept as they were: %(kept)s") % {"kept": found.kept}, "lines": [], "why": ""}


def _told(one: Compared) -> dict[str, Any]:
    return {
        "name": f"{one.name}: {one.course.label.lower()}",
        "lines": list(map(_line, one.changes)),
        "why": " ".join(one.whys),
    }


def _line(change: Change) -> str:
    return f"{change.label}: {change.before or '–'} → {change.after or '–'}"


def _answers(referral: Referral) -> dict[str, Any]:
    """The compilation: who answered what, who did not, and each remark with what was done with it."""
    asked = list(referral.consulted.current().select_related("unit"))
    answered = [one for one in asked if one.answered_on]
    rows = Remark.objects.filter(consulted__in=answered).select_related("consulted__unit", "priority")
    subjects: dict[str, list[dict[str, str]]] = {}
    for row in sorted(rows, key=lambda row: (row.priority_id is not None, row.priority_id or 0, row.pk)):
        subject = row.priority.name if row.priority else _("The draft in whole")
        subjects.setdefault(subject, []).append(_remark(row))
    return {
        "sent": _sent(referral, len(asked), len(answered)),
        "rows": [(one.unit.name, _verdict(one)) for one in asked],
        "subjects": list(subjects.items()),
    }


def _sent(referral: Referral, asked: int, answered: int) -> str:
    told = ngettext(
        "The draft was sent on %(sent)s to one unit, with %(last)s as the last day to answer.",
        "The draft was sent on %(sent)s to %(asked)s units, with %(last)s as the last day to answer.",
        asked,
    ) % {"sent": referral.sent_on, "asked": asked, "last": referral.answer_by}
    return f"{told} {_('Answers received: %(answered)s.') % {'answered': answered}}"


def _verdict(one: Consulted) -> str:
    return f"{one.get_verdict_display()}, {one.answered_on}" if one.answered_on else _("No answer")


def _remark(row: Remark) -> dict[str, str]:
    heeded = row.get_heeded_display() or _("Not dealt with yet")
    return {
        "text": f"{row.consulted.unit}: {' '.join(row.text.split())}",
        "done": f"{heeded}. {' '.join(row.reply.split())}".strip() if row.reply else f"{heeded}.",
    }
