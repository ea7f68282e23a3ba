"""The short address of a campaign, as it stands on posters and in letters."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from utblick.accounts.roles import open_to_all
from utblick.campaigns.models import CampaignPage
from utblick.campaigns.pages import PublicPage, readable
from utblick.site.reach.readers import ASKED
from utblick.tenancy import scope


@open_to_all
@require_safe
@never_cache
def short_address(request: HttpRequest, slug: str) -> HttpResponse:
    """To the first of its pages that can be read, in the visitor's language. It leads there also when the campaign is over:
    posters stay up. Without a page that can be read, to the front page."""
    page = _first_page(slug)
    language = get_language_from_request(request)
    address = page.address(language) if page else reverse("site:home")
    response = HttpResponseRedirect(f"{address}?{urlencode({ASKED: slug})}")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def _first_page(slug: str) -> PublicPage | None:
    """Asked as the public, whoever looks: where a secret campaign leads is told to nobody."""
    with scope.acting(scope.municipality()):
        keys = list(CampaignPage.objects.standing().filter(campaign__slug=slug).values_list("key", flat=True))
        if not keys:
            raise Http404(slug)
        pages = readable(keys)
    return next((pages[key] for key in keys if key in pages), None)
