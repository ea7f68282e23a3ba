"""What the report follows up, and for which period."""

from django.utils.translation import gettext as _

from utblick.followup.contents import Part, Ref
from utblick.followup.figures import Figures
from utblick.followup.parts.blocks import part, said
from utblick.followup.phrases import body, day, quoted, within


def write(figures: Figures) -> Part:
    return part("introduction", _("Introduction"), [[said(text, *_refs(figures)) for text in _texts(figures) if text]])


def _refs(figures: Figures) -> list[Ref]:
    return [Ref(ref=f"document:{figures.policy_pk}", label=figures.policy)] if figures.policy_pk else []


def _texts(figures: Figures) -> list[str]:
    opening = _("This report follows up the municipality's international work during %(when)s.")
    told = opening % {"when": within(figures.period)}
    if not figures.policy:
        return [told, _("No governing document that was in force in the period is registered.")]
    return [
        told,
        _("The work is held against %(policy)s%(adopted)s.")
        % {"policy": quoted(figures.policy), "adopted": _adopted(figures)},
        _("The priorities of the period are those of %(programme)s.") % {"programme": quoted(figures.programme)}
        if figures.programme
        else "",
        _("The report goes through the document's goals one by one: what was done, by whom and with whom, what it cost, who took "
          "part and what came of it.")
        if figures.initiatives
        else "",
    ]  # fmt: skip


def _adopted(figures: Figures) -> str:
    if not (figures.adopted_by and figures.adopted_on):
        return ""
    facts = {"by": body(figures.adopted_by), "on": day(figures.adopted_on), "section": figures.section}
    if figures.section:
        return _(", adopted by %(by)s on %(on)s, section %(section)s") % facts
    return _(", adopted by %(by)s on %(on)s") % facts
