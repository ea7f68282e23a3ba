from typing import Any

import pytest
from django.urls import reverse

from tests.browser import chromium_page
from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.accounts.tests.browsing import check, log_in, press
from utblick.accounts.tests.make import make_unit, make_user
from utblick.tenancy import scope

pytestmark = pytest.mark.browser


def test_members_and_units_are_looked_after(live_server: Any, here: Municipality, coordinator: User) -> None:
    unit = make_unit("Näringslivs- och samhällsutvecklingsförvaltningen")
    officer = make_user(Role.OFFICER, unit=unit, name="Marie-Louise Bergström Söderqvist")
    Membership.objects.create(user=officer, role=Role.EDITOR)
    root = live_server.url
    with chromium_page() as page:
        log_in(page, root, coordinator.email)
        page.goto(root + reverse("accounts:members"))
        assert page.locator("tbody tr", has_text="Marie-Louise").count() == 2
        check(page)
        page.get_by_role("button", name="Avsluta rollen Kommunikatör").click()
        page.locator(".u-toast button", has_text="Ångra").click()
        page.locator("tbody tr", has_text="Kommunikatör").wait_for()
        page.get_by_role("link", name="Ge en roll").click()
        check(page)
        press(page, "Ge rollen")
        check(page)
        page.goto(root + reverse("accounts:units"))
        check(page)
        page.locator("main").get_by_role("link", name=unit.name).click()
        check(page)
        page.locator("main").get_by_role("link", name="Historik").click()
        page.wait_for_url("**/journal/accounts.unit/**")


def test_a_person_s_history_is_at_hand(live_server: Any, here: Municipality, coordinator: User) -> None:
    with chromium_page() as page:
        log_in(page, live_server.url, coordinator.email)
        page.goto(live_server.url + reverse("accounts:members"))
        with scope.acting(here):
            role = Membership.objects.get(user=coordinator)
        page.locator(f"a[href='{reverse('journal:history', args=['accounts.membership', role.pk])}']").click()
        page.wait_for_url("**/journal/accounts.membership/**")
        assert page.complaints == []
