"""What the campaigns for a goal reached."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Cell, Ref, Sentence, Table
from utblick.followup.figures import CampaignLine
from utblick.followup.parts.blocks import cell, counted_cell, said, table
from utblick.followup.phrases import amount, counted, figure, head, sentence


def campaigns_table(campaigns: list[CampaignLine]) -> Table:
    return table(
        "campaigns",
        _("Reach of the campaigns"),
        [_("Campaign"), _("Page views"), _("Arrivals"), _("Target, the whole campaign"), _("Spent, kronor")],
        [_row(one) for one in campaigns],
        note=_(
            "An arrival is a page view by somebody who came from elsewhere than the municipality's own pages. Page views and "
            "arrivals are counted within the period, without cookies: whoever comes twice is counted twice."
        ),
    )


def _row(one: CampaignLine) -> list[Cell]:
    ref = f"campaign:{one.pk}"
    return [
        cell(one.title, ref),
        counted_cell(figure(one.views), one.views, f"{ref}:views", ref),
        counted_cell(figure(one.arrivals), one.arrivals, f"{ref}:arrivals", ref),
        counted_cell(head(one.target), one.target, f"{ref}:target", ref),
        counted_cell(amount(one.cost), one.cost, f"{ref}:cost", ref),
    ]


def brought(campaigns: list[CampaignLine]) -> Sentence | None:
    """How many they brought to the public pages; None where nobody was counted."""
    arrivals = sum(one.arrivals for one in campaigns)
    if not arrivals:
        return None
    text = ngettext(
        "One campaign brought %(arrivals)s arrivals to the municipality's pages.",
        "%(count)s campaigns brought %(arrivals)s arrivals to the municipality's pages.",
        len(campaigns),
    )
    told = sentence(text % {"count": counted(len(campaigns)), "arrivals": figure(arrivals)})
    return said(told, *(Ref(ref=f"campaign:{one.pk}", label=one.title) for one in campaigns))
