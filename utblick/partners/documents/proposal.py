"""The proposal of a review as a Word draft for the board, from the template that scripts/proposal_template.py builds."""

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.partners.gains import Gains
from utblick.partners.models import Review
from utblick.partners.reviewing import gains_of
from utblick.tenancy import scope
from utblick.ui.templatetags.ui import money, number, people_counts
from utblick.ui.word import filled

TEMPLATE = Path(__file__).parent / "proposal.docx"


def made_of(review: Review, language: str) -> bytes:
    with translation.override(language):
        context = _context(review)
    told = {"title": context["title"], "author": context["municipality"]}
    return filled(TEMPLATE, context, language=language, **told)


def _context(review: Review) -> dict[str, Any]:
    agreement, gains = review.agreement, gains_of(review)
    return {
        "municipality": scope.municipality().name,
        "title": _("Review of %(agreement)s") % {"agreement": agreement.title},
        "facts": [
            (_("Day"), review.reviewed_on.isoformat()),
            (_("Case number"), agreement.case_number or "–"),
            (_("Prepared by"), str(review.author)),
            (_("Agreement with"), f"{agreement.organisation.name}, {agreement.organisation.country_name}"),
        ],
        "words": {
            "draft": _("Draft"),
            "page": _("Page"),
            "proposal": _("Proposal for decision"),
            "matter": _("The matter"),
            "gave": _("What the cooperation gave"),
            "cost": _("What it cost"),
            "judgement": _("Judgement"),
            "results": _("Results noted"),
        },
        "proposal": proposed(review),
        "matter": _matter(review),
        "gave": list(_gave(gains)),
        "cost": list(_cost(gains)),
        "results": gains.results,
        "judgement": [text for text in (review.judgement, review.reasons) if text],
    }


def proposed(review: Review) -> str:
    """The proposal as the board may adopt it, in one sentence."""
    facts = {
        "agreement": review.agreement.title,
        "until": review.extend_until,
        "changes": review.changes,
        "rest": review.rest_until,
        "means": review.rest_means,
        "end": review.end_on,
    }
    match review.proposal:
        case Review.Proposal.EXTEND if review.extend_until:
            return _("%(agreement)s is extended until %(until)s.") % facts
        case Review.Proposal.EXTEND:
            return _("%(agreement)s is extended until further notice.") % facts
        case Review.Proposal.CHANGE:
            return _("%(agreement)s goes on with the following change: %(changes)s") % facts
        case Review.Proposal.REST:
            return _("%(agreement)s rests until %(rest)s. This means: %(means)s") % facts
    return _("%(agreement)s is ended on %(end)s.") % facts


def _matter(review: Review) -> list[str]:
    agreement = review.agreement
    looked = {"first": review.looked_from, "last": review.looked_to}
    about = _("This review covers %(first)s to %(last)s. The figures are those registered on the day of the review.")
    return [*([agreement.purpose] if agreement.purpose else []), about % looked]


def _gave(gains: Gains) -> Any:
    kinds = ", ".join(f"{label.lower()} {count}" for label, count in gains.contacts_told)
    yield _("Official contacts"), f"{number(gains.all_contacts)}{f' ({kinds})' if kinds else ''}"
    yield _("Initiatives"), "; ".join(gains.initiatives) or _("none")
    yield _("Exchanges, events and projects"), number(gains.steps)
    groups = people_counts(gains.people)
    told = ", ".join(f"{number(count)} {label}" for label, count in groups.groups)
    yield _("People who took part"), f"{number(groups.total)} ({told})" if groups.groups else _("not counted")
    noted = len(gains.results)
    yield (
        _("Results"),
        ngettext("one noted", "%(count)s noted", noted) % {"count": noted} if noted else _("nothing noted"),
    )


def _cost(gains: Gains) -> Any:
    yield _("Fees"), money(gains.fees)
    yield _("Our own part of the initiatives"), money(gains.own)
    yield _("The initiatives' whole cost, all funders"), money(gains.cost)
    each = gains.own_by_person
    yield _("Our own cost for each person who took part"), money(each) if each is not None else _("cannot be told")
