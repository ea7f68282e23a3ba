"""The main jobs, done in a browser that runs no scripts."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from tests.browser import chromium_page
from utblick.accounts.models import Municipality, User
from utblick.goals import concepts
from utblick.goals.importing import import_text
from utblick.goals.models import Goal, PolicyDocument
from utblick.goals.tests.conftest import POLICY
from utblick.goals.tests.make import make_goal
from utblick.initiatives.models import Step
from utblick.initiatives.tests.make import make_initiative
from utblick.watch.models import Decision
from utblick.watch.tests.make import make_item, make_place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server: Any, client: Client, here: Municipality, coordinator: User) -> Iterator[Any]:
    """A page without scripts, of the logged-in coordinator."""
    here.hosts = "localhost testserver"
    here.save()
    caches["local"].clear()
    client.force_login(coordinator)
    cookies = {"session": client.cookies["session"].value}
    with chromium_page(javascript=False, cookies=cookies, url=live_server.url) as page:
        page.home = live_server.url
        yield page


def test_an_item_is_decided_on_and_the_decision_taken_back(page: Any) -> None:
    item = make_item("Utlysning om vänorter")
    make_place(item)
    page.goto(page.home + reverse("watch:inbox"))
    page.check("[name=items]")
    page.fill("[name=why]", "Passar inte oss")
    page.click("button[name=together][value=not_relevant]")
    decision = Decision.objects.get()
    assert (decision.verdict, decision.reason) == ("not_relevant", "Passar inte oss")
    assert page.locator("[data-row]").count() == 0
    page.click("#toasts form button")
    page.wait_for_selector("[data-row]")
    assert not Decision.objects.current().exists()


def test_the_list_of_initiatives_is_filtered(page: Any) -> None:
    make_initiative("Trähus i norr")
    make_initiative("Körsång över gränsen")
    page.goto(page.home + reverse("initiatives:list"))
    assert page.locator("#listing tbody tr").count() == 2
    page.fill(".u-filters [name=q]", "körsång")
    page.locator(".u-filters button").first.click()
    page.wait_for_url("**q=k**")
    assert "Körsång" in page.inner_text("#listing tbody")
    assert page.locator("#listing tbody tr").count() == 1


def test_a_policy_is_reviewed_and_put_in_force(page: Any) -> None:
    concepts.propose("skola")  # the engine's first start on a machine takes longer than a browser waits
    draft = import_text(text=POLICY, name="policy.txt")
    page.goto(page.home + reverse("goals:review", args=[draft.pk]))
    page.locator("textarea", has_text="skapa kanaler").fill("skapa kanaler för handel")
    page.click(".g-bar button[value=adopt]")
    page.click("main form:has([name=revision]) button.ds-button")
    assert PolicyDocument.objects.get().status == PolicyDocument.Status.IN_FORCE
    assert Goal.objects.filter(text="skapa kanaler för handel").count() == 1


def test_a_step_is_added_and_a_wrong_one_keeps_what_was_written(page: Any) -> None:
    initiative = make_initiative(goals=[make_goal()])
    page.goto(page.home + reverse("initiatives:add_step", args=[initiative.pk]))
    page.check("[name=kind][value=exchange]")
    page.fill("[name=title]", "Resa till Lierne")
    page.fill("[name=women]", "många")
    page.locator("main form[method=post] button").first.click()
    page.wait_for_selector(".u-error-summary a")
    assert page.input_value("[name=women]") == "många"
    page.fill("[name=women]", "8")
    page.locator("main form[method=post] button").first.click()
    assert Step.objects.get().women == 8
    assert "8 kvinnor" in page.inner_text("tfoot")
