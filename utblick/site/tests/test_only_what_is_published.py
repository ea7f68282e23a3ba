"""Walks every public page, feed and calendar with one of each kind of thing that must not be shown."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.followup import freezing
from utblick.followup.models import Rendering, Report
from utblick.initiatives.models import Initiative
from utblick.partners.models import Organisation
from utblick.partners.tests.make import make_agreement, make_organisation
from utblick.site import published
from utblick.site.tests.make import HIDDEN, Shown, make_published_report, make_shown
from utblick.tenancy import scope

PAGES = ["site:front", "site:goals", "site:initiatives", "site:partners", "site:results"]
FILES = ["outreach:feed", "outreach:calendar"]


def addresses(initiative: Initiative) -> Iterator[str]:
    for language in ("sv", "en"):
        yield from (reverse(name, args=[language]) for name in [*PAGES, *FILES])
        yield reverse("site:initiative", args=[language, initiative.pk])


@pytest.mark.usefixtures("hidden")
def test_nothing_unpublished_withdrawn_or_secret_is_shown(client: Client, shown: Shown) -> None:
    for address in addresses(shown.initiative):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert HIDDEN not in answer.text, address


@pytest.mark.usefixtures("hidden")
def test_a_coordinator_who_looks_first_lets_no_secret_into_what_is_kept(client: Client, shown: Shown) -> None:
    client.force_login(make_user(Role.COORDINATOR))
    for address in addresses(shown.initiative):
        assert HIDDEN not in client.get(address).text, address

    stranger = Client(headers=client.headers)
    for address in addresses(shown.initiative):
        assert HIDDEN not in stranger.get(address).text, address


@pytest.mark.usefixtures("hidden")
def test_what_is_hidden_has_no_page(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    with scope.acting(scope.municipality(), sees_secrets=True):
        hidden = list(Initiative.objects.filter(title__startswith=HIDDEN))
        assert len(hidden) == 3
    for initiative in hidden:
        assert client.get(reverse("site:initiative", args=["sv", initiative.pk])).status_code == 404
    draft = Report.objects.get()
    for name, more in [("site:report", []), ("site:document", ["pdf"])]:
        assert client.get(reverse(name, args=["sv", draft.pk, *more])).status_code == 404


def test_the_walk_would_notice_a_leak(client: Client, shown: Shown) -> None:
    """Published under the same marks, each is found: the walk above can fail."""
    for one, field in [
        (shown.initiative, "title"),
        (shown.partner, "name"),
        (shown.result, "text"),
        (shown.meeting, "title"),
        (shown.lesson, "text"),
    ]:
        setattr(one, field, f"{HIDDEN} {field} {one.pk}")
        one.save()
    walked = " ".join(client.get(address).text for address in addresses(shown.initiative))
    for one, field in [
        (shown.initiative, "title"),
        (shown.partner, "name"),
        (shown.result, "text"),
        (shown.meeting, "title"),
        (shown.lesson, "text"),
    ]:
        assert getattr(one, field) in walked


def test_an_agreement_that_is_not_signed_makes_no_twin_town_and_is_no_open_data(here: Municipality) -> None:
    make_agreement(organisation=make_organisation(published=True), signed_on=None)
    assert [one.is_twin_town for one in published.partners()] == [False]
    assert not published.agreements().exists()


def test_each_host_shows_its_own_municipality(client: Client, shown: Shown) -> None:
    neighbour = make_municipality("Grannkommun")
    with scope.acting(neighbour):
        theirs = make_shown()
        theirs.partner.name = "Frostviken"
        theirs.partner.save()
    other = Client(headers={"host": neighbour.hosts})
    partners = reverse("site:partners", args=["sv"])

    assert "Lierne kommune" in client.get(partners).text
    assert "Lierne kommune" not in other.get(partners).text
    assert "Frostviken" in other.get(partners).text
    assert other.get(reverse("site:initiative", args=["sv", shown.initiative.pk])).status_code == 404


def test_people_are_counted_from_published_initiatives_only(client: Client, shown: Shown, hidden: None) -> None:
    text = client.get(reverse("site:results", args=["en"])).text

    for group in ("<b>2</b> women", "<b>1</b> man", "<b>13</b> girls", "<b>10</b> boys", "<b>3</b> not stated"):
        assert group in text
    assert "29 in all" in text


def test_a_published_report_is_read_and_fetched_by_anyone(client: Client, shown: Shown, coordinator: User) -> None:
    report = make_published_report(coordinator, title="Uppföljning 2026")

    assert "Uppföljning 2026" in client.get(reverse("site:results", args=["en"])).text
    page = client.get(reverse("site:report", args=["en", report.pk]))
    assert page.status_code == 200
    assert '<article lang="sv"' in page.text
    assert "/initiatives/" not in page.text.replace("/public/en/initiatives/", ""), "no link into the workspace"


def test_of_a_published_report_the_finished_files_are_offered(client: Client, shown: Shown, coordinator: User) -> None:
    report = make_published_report(coordinator)
    Rendering.objects.create(
        report=report, format="pdf", content_checksum=report.checksum, state=Rendering.State.READY, body=b"%PDF-"
    )
    Rendering.objects.create(report=report, format="word", content_checksum=report.checksum)
    address = {format: reverse("site:document", args=["sv", report.pk, format]) for format in ("pdf", "word", "odt")}
    page = client.get(reverse("site:report", args=["sv", report.pk])).text

    assert address["pdf"] in page
    assert address["word"] not in page
    assert client.get(address["pdf"]).content == b"%PDF-"
    assert [client.get(address[format]).status_code for format in ("word", "odt")] == [404, 404]
    freezing.unpublish(report)
    assert client.get(address["pdf"]).status_code == 404


def test_something_is_secret_from_the_moment_it_is_marked(client: Client, shown: Shown) -> None:
    address = reverse("site:partners", args=["sv"])
    assert "Lierne kommune" in client.get(address).text
    partner = Organisation.objects.get(pk=shown.partner.pk)
    partner.secrecy_ground = "OSL 15:1"
    partner.save()

    assert "Lierne kommune" not in client.get(address).text


def test_a_new_municipality_has_kind_pages(client: Client, here: Municipality) -> None:
    for name in PAGES:
        for language in ("sv", "en"):
            answer = client.get(reverse(name, args=[language]))
            assert answer.status_code == 200
            assert "u-empty" in answer.text
