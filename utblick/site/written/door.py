"""The one way into Wagtail: who may enter, to which of its pages, and whose rows their addresses may name.

What is not listed here is not there: people, groups, sites, languages and reviews are the platform's own affair, and reports
and tags are Wagtail's over all municipalities at once.
"""

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver
from django.utils.csp import CSP
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.urls import urlpatterns as wagtail_patterns
from wagtail.models import Page, TaskState, WorkflowState
from wagtail_localize.models import Translation, TranslationSource

from utblick.accounts.roles import may
from utblick.site.written.following import follow_roles
from utblick.site.written.languages import ORIGINAL
from utblick.site.written.models import StartPage

OPEN = {
    *("wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_explore", "wagtailadmin_explore_results"),
    *("wagtailadmin_api:pages:listing", "wagtailadmin_api:pages:detail", "wagtailadmin_api:pages:find"),
    *("wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_dismissibles", "wagtailadmin_logout"),
    *("wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release", "wagtail_bulk_action"),
    *("wagtail_localize:javascript_catalog", "wagtail_localize:submit_page_translation"),
    *("wagtail_localize:update_translations", "wagtail_localize:edit_string_translation"),
    *("wagtail_localize:edit_override", "wagtail_localize:preview_translation", "wagtail_localize:stop_translation"),
    *("wagtail_localize:download_pofile", "wagtail_localize:upload_pofile"),
}
OPEN_ROOMS = ("wagtailadmin_pages:", "wagtailadmin_choose_", "wagtailimages:", "wagtailimages_chooser:", "forwardings:")
CLOSED = {
    *("wagtailadmin_pages:set_privacy", "wagtailadmin_pages:convert_alias", "wagtailadmin_pages:type_use"),
    *("wagtailadmin_pages:type_use_results", "wagtailimages:url_generator", "wagtailimages:url_generator_output"),
}
ASKED = {"wagtailadmin_choose_page_external_link": "external-link-chooser-url"}
# Whose words Wagtail's scripts take; ours come after them (locale/sv).
WORDS = {"wagtailadmin_javascript_catalog": "wagtail.admin", "javascript_catalog": "wagtail_localize"}
DECIDES = "action-workflow-action"
# What the platform has a page of its own for.
INSTEAD = {"wagtailadmin_login": "wagtailadmin_home", "wagtailadmin_account": "accounts:profile"}
# Wagtail's own pages carry styles and a few scripts within them; they still load nothing from elsewhere.
POLICY: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}

type View = Callable[..., HttpResponseBase]


def door(view: View) -> View:
    @csp_override(POLICY)
    @xframe_options_sameorigin
    @may("site.write")
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in INSTEAD:
            return redirect(INSTEAD[name])
        if not _is_open(name) or not _are_own(kwargs):
            raise Http404
        if not StartPage.objects.exists():
            return redirect("written:open")
        follow_roles(request.user)  # type: ignore[arg-type]
        if _is_above_all(name, kwargs) and not request.GET:
            return redirect("wagtailadmin_explore", StartPage.objects.get(locale__language_code=ORIGINAL).pk)
        ask = partial(_answered, request, name, partial(view, request, *args, **kwargs))
        decides = DECIDES in request.POST and "page_id" in kwargs
        return _decided_once(request, kwargs["page_id"], ask) if decides else ask()

    # Some of Wagtail's views would rather say no by themselves to who is not logged in.
    guarded.login_required = True  # type: ignore[attr-defined]
    return guarded


def _is_above_all(name: str, named: dict[str, Any]) -> bool:
    """The root holds nothing but the start pages of the languages, and no page can be made there."""
    if name == "wagtailadmin_explore":
        return bool(Page.objects.filter(pk=named["parent_page_id"], depth=1).exists())
    return name == "wagtailadmin_explore_root"


def _decided_once(request: HttpRequest, pk: int, ask: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """A page that is approved by two, or twice: the second waits for the first, and has nothing left to decide. Wagtail would save
    the page as it stood before the first had published it."""
    with transaction.atomic():
        page = Page.objects.select_for_update().filter(pk=pk).first()
        if page and page.specific.current_workflow_task is None:
            messages.warning(request, _("This review is finished already: somebody has decided on it."))
            return redirect("wagtailadmin_pages:edit", pk)
        return ask()


def _answered(request: HttpRequest, name: str, ask: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """A form that was put together by hand may lack what Wagtail takes for granted."""
    if request.method == "POST" and name in ASKED and ASKED[name] not in request.POST:
        raise BadRequest(ASKED[name])
    try:
        answer = ask()
    except MultiValueDictKeyError as missing:
        raise BadRequest(str(missing)) from missing
    if name == "wagtailadmin_sprite":
        # Wagtail calls it a drawing; it is markup with drawings in it.
        answer.headers["Content-Type"] = "text/html; charset=utf-8"
    return answer


def _is_open(name: str) -> bool:
    return name in OPEN or (name.startswith(OPEN_ROOMS) and name not in CLOSED)


def _are_own(named: dict[str, Any]) -> bool:
    """Whether what the address names, beside pages and pictures, belongs to pages of this municipality."""
    return all(OWNED[name](named[name], named) for name in OWNED if name in named)


def _is_own_translation(pk: int, named: dict[str, Any]) -> bool:
    keys = Translation.objects.filter(pk=pk).values_list("source__object_id", flat=True)
    return bool(Page.objects.filter(translation_key__in=list(keys)).exists())


def _is_own_source(pk: int, named: dict[str, Any]) -> bool:
    keys = TranslationSource.objects.filter(pk=pk).values_list("object_id", flat=True)
    return bool(Page.objects.filter(translation_key__in=list(keys)).exists())


def _is_state_of_page(pk: int, named: dict[str, Any]) -> bool:
    return bool(WorkflowState.objects.filter(pk=pk, object_id=str(named.get("page_id"))).exists())


def _is_task_of_page(pk: int, named: dict[str, Any]) -> bool:
    return bool(TaskState.objects.filter(pk=pk, workflow_state__object_id=str(named.get("page_id"))).exists())


OWNED: dict[str, Callable[[int, dict[str, Any]], bool]] = {
    "translation_id": _is_own_translation,
    "translation_source_id": _is_own_source,
    "workflow_state_id": _is_state_of_page,
    "task_state_id": _is_task_of_page,
}


def behind_the_door(patterns: Sequence[URLPattern | URLResolver]) -> Sequence[URLPattern | URLResolver]:
    """Not by Wagtail's decorate_urlpatterns, which lets what a view says of itself win over what the door says."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            behind_the_door(entry.url_patterns)
        elif entry.name in WORDS:
            entry.callback = door(JavaScriptCatalog.as_view(packages=[WORDS[entry.name], "utblick.site.written"]))
        else:
            entry.callback = door(entry.callback)
    return patterns


urlpatterns = behind_the_door(wagtail_patterns)
