"""A budget is filled in by keyboard alone, and no page of a project sticks out of a phone or hides from a screen reader."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from tests.browser import axe_violations, chromium_page, too_wide
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.initiatives.tests.make import make_initiative
from utblick.projects.models import Line, Project
from utblick.projects.tests.make import budget_of, make_whole_project, us
from utblick.tenancy import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("project", "budget", "outcome", "claims", "shares", "plan", "visibility")


def test_a_budget_by_keyboard_and_every_page_on_a_phone(live_server: LiveServer) -> None:
    municipality = make_municipality()
    with scope.acting(municipality):
        make_whole_project(make_initiative())
        project = Project.objects.get()
        project.stage = Project.Stage.RUNNING
        project.save()
        table = reverse("projects:sheet", args=[budget_of(project).pk, us(project).pk])
        client = Client()
        client.force_login(make_user())

    cookies = {"session": client.cookies["session"].value}
    with chromium_page(width=360, cookies=cookies, url=live_server.url) as page:
        page.goto(live_server.url + table)
        page.focus("[name='travel-2027-01']")
        for amount in ("1 200,50", "800"):
            page.keyboard.type(amount)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".u-toast, [role=status]")
        assert axe_violations(page) == []
        assert not too_wide(page)
        for name in PAGES:
            page.goto(live_server.url + reverse(f"projects:{name}", args=[project.pk]))
            assert axe_violations(page) == [], name
            assert not too_wide(page), name
        page.goto(live_server.url + reverse("projects:cash_flow"))
        assert axe_violations(page) == []

    with scope.acting(municipality):
        found = {line.period.year: str(line.entered) for line in Line.objects.filter(what="travel")}
    assert found == {2027: "1200.50", 2028: "800.00"}
