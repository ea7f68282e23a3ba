"""On a phone: a form with errors is whole, keeps what was written, and nothing sticks out of the screen."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from tests.browser import axe_violations, chromium_page, too_wide
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.goals.tests.make import make_goal
from utblick.initiatives.tests.make import make_initiative, make_lesson, make_result, make_step
from utblick.partners.tests.make import make_organisation
from utblick.tenancy import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_step_is_corrected_and_saved_on_a_phone(live_server: LiveServer) -> None:
    with scope.acting(make_municipality()):
        initiative = make_initiative(
            goals=[make_goal()], partners=[make_organisation()], link="https://example.org/" + "a" * 90
        )
        make_step(initiative=initiative, planned_cost=1_234_567, cost=1_000_000, women=12, planned_women=14)
        make_result(initiative=initiative)
        make_lesson(initiative=initiative)
        client = Client()
        client.force_login(make_user())

    cookies = {"session": client.cookies["session"].value}
    with chromium_page(width=360, cookies=cookies, url=live_server.url) as page:
        page.goto(live_server.url + reverse("initiatives:add_step", args=[initiative.pk]))
        page.check("[name=kind][value=exchange]")
        page.fill("[name=title]", "Resa till Lierne")
        page.fill("[name=girls]", "många")
        page.locator("main form[method=post] button").first.click()
        page.wait_for_selector(".u-error-summary")
        assert page.input_value("[name=girls]") == "många"
        assert axe_violations(page) == []
        assert not too_wide(page)

        page.locator(".u-error-summary a").click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("8")
        page.keyboard.press("Enter")
        page.wait_for_selector("tfoot")
        assert "8 flickor" in page.locator("tfoot").inner_text()
        assert axe_violations(page) == []
        assert not too_wide(page)
