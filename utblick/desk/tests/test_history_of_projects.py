from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.projects import budgeting
from utblick.projects.tests.make import make_budget, make_project, us

pytestmark = pytest.mark.django_db


def test_a_projects_history_tells_who_changed_which_figure_of_its_budget(client: Client, coordinator: User) -> None:
    project, other = make_project(), make_project("Ett annat projekt")
    budget = make_budget(project, staff=111_111)
    make_budget(other, staff=333_333)
    place = ("staff", date(2027, 1, 1))
    budgeting.fill(budget, us(project), {place: budgeting.Wish(Decimal(111_111), None)})
    client.force_login(coordinator)

    page = client.get(reverse("journal:history", args=["projects.project", project.pk])).text

    assert "111111" in page
    assert "Borttagen" in page or "Removed" in page or "Togs bort" in page
    assert "333333" not in page
    assert "Ett annat projekt" not in page
