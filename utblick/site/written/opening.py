"""Opens a municipality's public site: a start page and four sections in every language, who may write, how it is reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from utblick.accounts.models import Municipality
from utblick.journal.models import Entry, record
from utblick.site.written import texts
from utblick.site.written.colours import COLOUR
from utblick.site.written.languages import ORIGINAL
from utblick.site.written.models import SectionPage, StartPage
from utblick.tenancy import scope

WRITE, PUBLISH = "write", "publish"
ON_PAGES = {WRITE: ("add_page", "change_page"), PUBLISH: ("publish_page", "lock_page", "unlock_page")}
ON_PICTURES = ("add_image", "change_image", "choose_image")


@dataclass(frozen=True, slots=True)
class Rights:
    """The two groups of a municipality."""

    write: Group
    publish: Group


@transaction.atomic
def open_site(colour: str = COLOUR) -> StartPage:
    """For the municipality of the running scope. Done already, it only returns the Swedish start page."""
    here = scope.municipality()
    found = StartPage.objects.filter(locale__language_code=ORIGINAL).first()
    if found:
        return found
    key, section_keys = uuid4(), [uuid4() for _name in texts.SECTIONS]
    opened = {code: _open_in(language, colour, key, section_keys) for code, language in _languages().items()}
    start = opened[ORIGINAL]
    record(start, Entry.Act.CREATED, before={}, after={"languages": list(opened)})
    Site.objects.update_or_create(hostname=_host(here), port=80, defaults={"site_name": here.name, "root_page": start})
    _grant(here)
    return start


def rights_of(municipality: Municipality) -> Rights:
    made = [Group.objects.get_or_create(name=group_name(municipality.pk, what))[0] for what in (WRITE, PUBLISH)]
    return Rights(*made)


def group_name(municipality: int, what: str) -> str:
    return f"{municipality}: {what}"


def _languages() -> dict[str, Locale]:
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}


def _root() -> Page:
    """Wagtail's migration makes it; emptied databases lack it."""
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=_languages()[ORIGINAL])


def _open_in(language: Locale, colour: str, key: UUID, section_keys: Sequence[UUID]) -> StartPage:
    """The start page and its sections; what has the same key in another language is the same page there."""
    here, code = scope.municipality(), language.language_code
    told = texts.of(here, code)
    slug = here.slug if code == ORIGINAL else f"{here.slug}-{code}"
    start = StartPage(title=here.name, slug=slug, seo_title=told["title"], lead=told["lead"])
    start.colour, start.municipality = colour, here
    # The next free place below the root is found only by who sees what stands there.
    with scope.everywhere(scope.current().user):
        _add(_root(), start, language, key)
    for section_key, (name, words) in zip(section_keys, texts.sections(here, code), strict=True):
        section = SectionPage(show_in_menus=True, leads_to_work=name == "work", **words)
        _add(start, section, language, section_key)
    return start


def _add(parent: Page, page: Page, language: Locale, key: UUID) -> None:
    page.locale, page.translation_key = language, key
    page.live, page.first_published_at, page.last_published_at = True, timezone.now(), timezone.now()
    parent.add_child(instance=page)


def _host(here: Municipality) -> str:
    return (here.hosts.split() or [f"{here.slug}.localhost"])[0]


def _grant(here: Municipality) -> None:
    """The groups may work below the start pages and with the pictures of the municipality, and nowhere else."""
    rights = rights_of(here)
    review = _review(here, rights)
    for page in StartPage.objects.all():
        _allow(page, rights)
        WorkflowPage.objects.create(workflow=review, page=page)
    top = Collection.get_first_root_node() or Collection.add_root(name="Root")
    own = top.add_child(name=here.name)
    for codename in ON_PICTURES:
        permission = Permission.objects.get(content_type__app_label="wagtailimages", codename=codename)
        GroupCollectionPermission.objects.create(group=rights.write, collection=own, permission=permission)


def own_collection() -> Collection:
    """Where the municipality's pictures lie, for its editors to choose from."""
    granted = GroupCollectionPermission.objects.filter(group=rights_of(scope.municipality()).write)
    return Collection.objects.get(pk__in=granted.values("collection"))


def _allow(page: Page, rights: Rights) -> None:
    for group, codenames in ((rights.write, ON_PAGES[WRITE]), (rights.publish, ON_PAGES[PUBLISH])):
        for codename in codenames:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)


def _review(here: Municipality, rights: Rights) -> Workflow:
    """What a writer submits, one of those who publish approves."""
    review = Workflow.objects.create(name=f"Granskning – {here.name}")
    task = GroupApprovalTask.objects.create(name=f"Granskning – {here.name}")
    task.groups.add(rights.publish)
    WorkflowTask.objects.create(workflow=review, task=task)
    return review
