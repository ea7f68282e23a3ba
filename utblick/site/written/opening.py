"""Opens a municipality's public site: its start page and four sections in every language, who may write there, how it is reviewed."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
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
from utblick.site.written import texts
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
def open_site() -> StartPage:
    """For the municipality of the running scope. Done already, it only returns the Swedish start page."""
    here, original = scope.municipality(), _languages()[settings.LANGUAGE_CODE]
    found = StartPage.objects.filter(locale=original).first()
    if found:
        return found
    start = _start(here, original)
    _sections(start)
    _translate(start)
    Site.objects.create(hostname=_host(here), site_name=here.name, root_page=start)
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
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=_languages()[settings.LANGUAGE_CODE])


def _start(here: Municipality, language: Locale) -> StartPage:
    words = texts.of(here, language.language_code)
    page = StartPage(title=here.name, slug=here.slug, lead=words["lead"], locale=language, show_in_menus=True)
    page.seo_title = words["title"]
    return _added(_root(), page)


def _sections(start: StartPage) -> None:
    for name, words in texts.sections(scope.municipality(), start.language):
        section = SectionPage(locale=start.locale, show_in_menus=True, leads_to_work=name == "work", **words)
        _added(start, section)


def _added[P: Page](parent: Page, page: P) -> P:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _translate(start: StartPage) -> None:
    """The start page and the sections stand in every language from the beginning, each in its own words."""
    for code, language in _languages().items():
        if code == start.language:
            continue
        own = start.copy_for_translation(language)
        words = texts.of(scope.municipality(), code)
        _publish(own, lead=words["lead"], seo_title=words["title"])
        pairs = zip(start.get_children().order_by("path"), texts.sections(scope.municipality(), code), strict=True)
        for section, (_name, told) in pairs:
            _publish(section.specific.copy_for_translation(language), **told)


def _publish(page: Page, **words: str) -> None:
    for name, text in words.items():
        setattr(page, name, text)
    page.save_revision().publish()


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
