"""What a disposal list tells as a file: before it is carried out as a proposal, afterwards as the protocol of what is gone."""

from collections.abc import Sequence

from django.db.models import Count, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from utblick.journal.telling import kind_in_words
from utblick.records.models import DisposalList, DisposalRow
from utblick.tenancy import scope
from utblick.ui.sheets import Sheet
from utblick.ui.word import table


def sheet(found: DisposalList) -> Sheet:
    return Sheet(
        name_of(found),
        {
            _("Kind of record"): lambda row: row.kind_name,
            _("Reference"): lambda row: row.reference,
            _("Title"): lambda row: row.title,
            _("Ended"): lambda row: row.since,
            _("Years"): lambda row: row.rule.years,
            _("Decision"): lambda row: row.rule.decision,
            _("Parts"): lambda row: row.parts,
            _("Files"): lambda row: row.files,
            _("What stops it"): lambda row: str(row.get_stop_display()) if row.stop else "",
            _("Why"): lambda row: row.why,
            _("Disposed of"): lambda row: row.disposed_at,
            _("Approved by"): lambda row: str(found.approved_by or ""),
        },
    )


def name_of(found: DisposalList) -> str:
    """What it is called, whether something of it is gone or not."""
    told = _("Disposal protocol %(day)s") if found.has_begun else _("Disposal list %(day)s")
    return told % {"day": found.day.isoformat()}


def word(found: DisposalList, rows: Sequence[DisposalRow], language: str) -> bytes:
    with translation.override(language):
        return table(
            name_of(found),
            intro=_intro(found, rows),
            head=[
                _("Kind of record"),
                _("Reference"),
                _("Ended"),
                _("Decision"),
                _("Parts and files"),
                _("Disposed of"),
            ],
            rows=[_row(one) for one in rows],
            municipality=scope.municipality().name,
            language=language,
        )


def _intro(found: DisposalList, rows: Sequence[DisposalRow]) -> list[str]:
    gone = len([one for one in rows if one.disposed_at])
    told = [_("%(gone)s of %(count)s records are disposed of.") % {"gone": gone, "count": len(rows)}]
    if found.approved_at:
        words = {"who": found.approved_by, "day": timezone.localdate(found.approved_at).isoformat()}
        told.append(_("Approved by %(who)s on %(day)s.") % words)
    return [*told, _("Case number: %(number)s") % {"number": found.case_number}] if found.case_number else told


def _row(one: DisposalRow) -> list[str]:
    day = (
        timezone.localdate(one.disposed_at).isoformat()
        if one.disposed_at
        else _("Kept: %(why)s") % {"why": one.stop_told}
    )
    return [
        one.kind_name,
        one.reference,
        one.since.isoformat(),
        one.rule.decision,
        f"{one.parts} + {one.files}",
        day,
    ]


def by_kind(found: DisposalList) -> list[tuple[str, int, int]]:
    """Each kind with how many of it go, and how many are stopped."""
    rows = found.rows.order_by("about_kind").values_list("about_kind")
    counted = rows.annotate(going=Count("pk", filter=Q(stop="")), stopped=Count("pk", filter=~Q(stop="")))
    return [(kind_in_words(kind), going, stopped) for kind, going, stopped in counted]
