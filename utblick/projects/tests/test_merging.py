"""Two entries of one organisation are not merged where that would lose a budget."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.partners.merging import merge
from utblick.partners.tests.make import make_organisation
from utblick.projects.models import Line, Partner
from utblick.projects.tests.make import FIRST, make_budget, make_project

pytestmark = pytest.mark.django_db


def test_two_partners_of_one_project_are_not_merged_and_told_why(client: Client, coordinator: User) -> None:
    project = make_project("Nattpatrull")
    kept, gone = make_organisation("Lierne"), make_organisation("Lierne kommune")
    partners = [Partner(project=project, organisation=one) for one in (kept, gone)]
    for partner in partners:
        partner.save()
    budget = make_budget(project)
    Line(project=project, budget=budget, partner=partners[1], what="staff", period=FIRST, entered=Decimal(500)).save()
    client.force_login(coordinator)

    answer = client.post(reverse("partners:merge", args=[kept.pk]), {"other": gone.pk})

    assert answer.status_code == 422
    assert "Båda är partner i Nattpatrull" in answer.text
    gone.refresh_from_db()
    assert gone.withdrawn_at is None
    assert Partner.objects.current().filter(project=project, organisation=gone).exists()


def test_a_partner_of_another_project_moves_with_its_budget(here: object) -> None:
    project = make_project()
    kept, gone = make_organisation("Lierne"), make_organisation("Lierne kommune")
    partner = Partner(project=project, organisation=gone)
    partner.save()
    merge(kept, gone)
    partner.refresh_from_db()
    assert partner.organisation == kept
