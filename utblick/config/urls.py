"""Where each room answers."""

from django.apps import apps
from django.urls import include, path
from django.views.i18n import set_language

from utblick.accounts.roles import open_to_all
from utblick.ui.views import favicon

urlpatterns = [
    path("", include("utblick.desk.urls")),
    path("policy/", include("utblick.goals.urls")),
    path("mandates/", include("utblick.mandates.urls")),
    path("duties/", include("utblick.duties.urls")),
    path("watch/", include("utblick.watch.urls")),
    path("initiatives/", include("utblick.initiatives.urls")),
    path("projects/", include("utblick.projects.urls")),
    path("campaigns/", include("utblick.campaigns.urls")),
    path("partners/finder/", include("utblick.finder.urls")),
    path("partners/", include("utblick.partners.urls")),
    path("establishment/", include("utblick.establishment.urls")),
    path("actors/", include("utblick.actors.urls")),
    path("teamwork/", include("utblick.teamwork.urls")),
    path("indicators/", include("utblick.indicators.urls")),
    path("followup/", include("utblick.followup.urls")),
    path("analysis/", include("utblick.analysis.urls")),
    path("sharing/", include("utblick.sharing.urls")),
    path("digests/", include("utblick.outreach.digest_urls")),
    path("webhooks/", include("utblick.outreach.webhook_urls")),
    path("journal/", include("utblick.desk.journal_urls")),
    path("records/", include("utblick.records.urls")),
    path("members/providers/", include("utblick.federation.urls")),
    path("members/", include("utblick.accounts.urls")),
    path("log-in/with/", include("utblick.federation.login_urls")),
    path("log-in/", include("utblick.accounts.login_urls")),
    path("k/", include("utblick.site.reach.urls")),
    path("accessibility/", include("utblick.site.accessible.urls")),
    path("public/", include("utblick.site.urls")),
    path("public/", include("utblick.outreach.urls")),
    path("private/", include("utblick.outreach.private_urls")),
    path("language/", open_to_all(set_language), name="set_language"),
    path("api/v1/", include("utblick.outreach.api.urls")),
    path("ui/", include("utblick.ui.urls")),
    path("favicon.ico", open_to_all(favicon), name="favicon"),
    path("", include("utblick.operate.urls")),
]
if apps.is_installed("utblick.site.written"):  # settings.WRITTEN_PAGES
    urlpatterns += [path("cms/", include("utblick.site.written.door")), path("", include("utblick.site.written.urls"))]

handler400 = "utblick.ui.views.bad_request"
handler403 = "utblick.ui.views.forbidden"
handler404 = "utblick.ui.views.not_found"
handler429 = "utblick.ui.views.too_many"  # allauth asks for it
handler500 = "utblick.ui.views.server_error"
