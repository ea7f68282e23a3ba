"""What is due in projects reaches the first page."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.projects.models import Claim, Delivery, Project
from utblick.projects.tests.make import make_project

pytestmark = pytest.mark.django_db


def soon() -> date:
    return timezone.localdate() + timedelta(days=20)


def test_a_claim_and_a_deliverable_that_are_due_stand_on_the_first_page(client: Client, coordinator: User) -> None:
    project = make_project(stage=Project.Stage.RUNNING)
    Claim(project=project, due_on=soon()).save()
    Delivery(project=project, title="Handledning på två språk", due_on=soon()).save()
    client.force_login(coordinator)
    page = client.get(reverse("desk:home")).text
    assert reverse("projects:claims", args=[project.pk]) in page
    assert "Handledning på två språk" in page


def test_what_is_claimed_done_or_rejected_is_not_due(client: Client, coordinator: User) -> None:
    project = make_project(stage=Project.Stage.RUNNING)
    Claim(project=project, due_on=soon(), asked_on=timezone.localdate(), asked=1).save()
    Delivery(project=project, title="Handledning", due_on=soon(), done_on=timezone.localdate()).save()
    rejected = make_project("Avslaget", stage=Project.Stage.REJECTED)
    Delivery(project=rejected, title="Slutkonferens", due_on=soon()).save()
    client.force_login(coordinator)
    page = client.get(reverse("desk:home")).text
    assert reverse("projects:claims", args=[project.pk]) not in page
    assert "Handledning" not in page
    assert "Slutkonferens" not in page
