"""The newsletter's own public pages: the archive, and each digest as it was sent."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from utblick.outreach import letters
from utblick.outreach.models import Digest
from utblick.site.languages import in_language
from utblick.site.serving import Visit, drawn

ON_PAGE = 24


def archive(visit: Visit) -> bytes:
    description = _("What happens in the world that concerns %(municipality)s, and what we do in it.")
    return drawn(
        "outreach/public/archive.html",
        visit,
        title=_("Newsletter"),
        description=description % {"municipality": visit.municipality},
        page=Paginator(Digest.objects.published(), ON_PAGE).get_page(visit.page),
    )


def digest(visit: Visit) -> bytes:
    one = get_object_or_404(Digest.objects.published(), pk=visit.arguments["pk"])
    told = letters.letter(one, visit)
    description = _("Newsletter from %(municipality)s") % {"municipality": visit.municipality}
    subject = in_language(visit.language, one.subject, one.subject_en)
    return drawn(
        "outreach/public/digest.html", visit, title=subject.text, description=description, digest=one, letter=told
    )
