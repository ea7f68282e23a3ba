"""Notes that a page was read, where it belongs to a campaign that goes on."""

from typing import NamedTuple
from urllib.parse import unquote

from django.http import HttpRequest
from django.utils import timezone

from utblick.campaigns.counting import Counted
from utblick.campaigns.models import CampaignPage
from utblick.campaigns.pages import readable
from utblick.site.reach.crowd import crowd
from utblick.site.reach.readers import is_read, origin
from utblick.site.reach.tally import tally
from utblick.tenancy import scope


class OfCampaign(NamedTuple):
    """A page as it belongs to one campaign; it may belong to several."""

    municipality: int
    page: int
    slug: str


def campaigns_at(path: str) -> tuple[OfCampaign, ...]:
    """To whose pages this address leads today. Asked when a page is drawn, and kept with it; one query where no campaign is on."""
    here = scope.municipality_id()
    rows = CampaignPage.objects.counted_on(timezone.localdate()).select_related("campaign")
    told = [(row.key, OfCampaign(here, row.pk, row.campaign.slug)) for row in rows]
    pages = readable({key for key, _one in told})
    return tuple(one for key, one in told if key in pages and unquote(path) in pages[key].paths)


def note(request: HttpRequest, language: str, campaigns: tuple[OfCampaign, ...]) -> None:
    """No query, whatever is noted."""
    if campaigns and is_read(request) and crowd.has_room_for(request):
        today = timezone.localdate()
        tally.count(
            [Counted(one.municipality, one.page, today, language, str(origin(request, one.slug))) for one in campaigns]
        )
