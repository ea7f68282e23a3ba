"""The pages on which a company abroad finds vacant sites and asks about coming here."""

from datetime import date
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from utblick.accounts.roles import open_to_all
from utblick.establishment import pictures, receiving
from utblick.establishment.models import AnswerPromise, Enquiry, SitePicture
from utblick.establishment.telling import facts
from utblick.establishment.words import words
from utblick.partners.documents.guests import day_in_words
from utblick.site import guarding, published
from utblick.site.enquiry_form import EnquiryForm
from utblick.site.guests import form_page, page, to_own_language
from utblick.site.keeping import for_anybody
from utblick.site.site_filter import SiteFilter
from utblick.site.structured import vacant_site_facts
from utblick.tenancy import scope

SALT = "utblick.site.enquiry"
DAY = 86_400


@open_to_all
@require_safe
def vacant(request: HttpRequest) -> HttpResponse:
    """To the list in the visitor's language."""
    return to_own_language(request, "site:vacant_sites")


@open_to_all
@require_safe
def vacant_sites(request: HttpRequest, language: str) -> HttpResponse:
    return for_anybody(request, lambda: _list(request, language))


def _list(request: HttpRequest, language: str) -> HttpResponse:
    said, narrowed = words(language), SiteFilter(request.GET or None, language=language)
    sites = [_card(site, language) for site in narrowed.of(published.vacant_sites())]
    told: dict[str, Any] = {"title": said["sites_title"], "description": said["sites_lead"], "is_found": True}
    told |= {"sites": sites, "filter": narrowed, "is_empty": not sites and not narrowed.is_narrowed}
    return page(request, "site/vacant_sites.html", language, said, **told)


def _card(site: Any, language: str) -> dict[str, Any]:
    name, lang = site.said("name", language)
    chosen = [value for _label, value in facts(site, language)[:5]]
    picture = next(iter(site.shown_pictures), None)
    return {"site": site, "name": name, "lang": lang, "facts": chosen, "picture": _picture(picture, language)}


def _picture(picture: SitePicture | None, language: str) -> dict[str, Any] | None:
    if picture is None:
        return None
    alt, lang = picture.alt(language)
    return {"picture": picture, "alt": alt, "lang": lang}


@open_to_all
@require_safe
def vacant_site(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    return for_anybody(request, lambda: _site(request, language, pk))


def _site(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    site, said = get_object_or_404(published.vacant_sites(), pk=pk), words(language)
    name, name_lang = site.said("name", language)
    description, lang = site.said("description", language)
    told: dict[str, Any] = {
        "site": site,
        "title": name,
        "description": " ".join(description.split())[:160],
        "is_found": True,
        "name": name,
        "name_lang": name_lang,
        "text": description,
        "lang": lang,
        "in_other": said.get(f"in_{lang}", "") if lang != language else "",
        "facts": facts(site, language),
        "pictures": [_picture(one, language) for one in site.shown_pictures],
        "structured": vacant_site_facts(site, language, request.build_absolute_uri()),
    }
    return page(request, "site/vacant_site.html", language, said, **told)


@open_to_all
@require_safe
def site_picture(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SitePicture.objects.current().filter(site__in=published.vacant_sites()), pk=pk)
    answer = pictures.shown(found)
    patch_cache_control(answer, public=True, max_age=DAY)
    return answer


@open_to_all
@require_safe
def establish(request: HttpRequest) -> HttpResponse:
    """To the form in the visitor's language."""
    return to_own_language(request, "site:enquiry")


@open_to_all
@sensitive_post_parameters("name", "email", "phone", "message")
def enquiry(request: HttpRequest, language: str) -> HttpResponse:
    """Ask. A machine's enquiry is refused in the same words as a person's mistake, and nothing written is lost."""
    is_sent = request.method == "POST"
    initial = {"site": request.GET.get("site", "")}
    form = EnquiryForm(request.POST if is_sent else None, language=language, initial=initial)
    if is_sent and guarding.lets_in(request, form):
        made = _receive(request, form, language)
        return redirect("site:enquiry_thanks", language, signing.dumps([made.number, str(made.answer_by)], salt=SALT))
    status, stamp = 422 if form.errors else 200, guarding.stamp_for(request)
    return _page(request, "site/enquiry.html", language, status=status, form=form, stamp=stamp)


def _receive(request: HttpRequest, form: EnquiryForm, language: str) -> Enquiry:
    """Written by the system, which sees secrets: the same form may have been sent before, and be a secret by now."""
    with scope.acting(scope.municipality(), sees_secrets=True):
        return receiving.receive(mark=guarding.mark(request), language=language, **form.cleaned_data)


@open_to_all
@require_safe
def enquiry_thanks(request: HttpRequest, language: str, receipt: str) -> HttpResponse:
    """With the number and the promised day, which the address carries, signed."""
    try:
        number, day = signing.loads(receipt, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404(receipt) from error
    promised = day_in_words(date.fromisoformat(day), language)
    thanks = words(language)["enquiry_thanks_text"].format(number=number, day=promised)
    return _page(request, "site/enquiry_thanks.html", language, thanks=thanks)


def _page(request: HttpRequest, template: str, language: str, **told: Any) -> HttpResponse:
    said = words(language)
    lead = said["enquiry_lead"].replace("{days}", str(AnswerPromise.standing().working_days))
    return form_page(request, template, language, said, title=said["enquiry_title"], description=lead, **told)
