"""What the blocks from the platform tell of goals and vacant sites, in the page's language."""

import json
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from utblick.accounts.models import Municipality
from utblick.establishment.tests.make import make_vacant_site
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.indicators.counting import this_year
from utblick.indicators.tests.make import make_indicator
from utblick.site.written.tests.make import make_page, make_translation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing")]


def page_with(*blocks: str) -> Any:
    return make_page(body=json.dumps([{"type": name, "value": {"heading": name}} for name in blocks]))


def test_the_goals_tell_how_they_stand_by_their_indicators(client: Client, here: Municipality) -> None:
    goal, last = make_goal(document=make_document(status=PolicyDocument.Status.IN_FORCE)), this_year() - 1
    make_indicator(goal=goal, name="Elever utomlands", values={last: "31"}, targets={last: "30"})
    make_indicator(goal=goal, name="Inte mätt än")
    page = page_with("live_goals")
    text = client.get(page.get_url()).text
    assert "Elever utomlands: <b>31\xa0elever</b></span> (" in text
    assert ">Nått</span>" in text
    assert "Inte mätt än" not in text
    german = client.get(make_translation(page, "de").get_url()).text
    assert '<span lang="sv">Elever utomlands' in german
    assert ">Erreicht</span>" in german


def test_vacant_sites_are_shown_with_their_facts_and_lead_to_their_pages(client: Client, here: Municipality) -> None:
    shown, hidden = make_vacant_site("Hallen"), make_vacant_site("Ännu hemlig", published=False)
    page = page_with("live_sites")
    text = client.get(page.get_url()).text
    assert f'/public/sv/sites/{shown.pk}/">Hallen</a>' in text
    assert "Hoting, 12 000 m²" in " ".join(text.split())
    assert hidden.name not in text
    assert f"/public/fi/sites/{shown.pk}/" in client.get(make_translation(page, "fi").get_url()).text


def test_the_blocks_ask_as_many_questions_whatever_the_rows(client: Client, here: Municipality) -> None:
    document = make_document(status=PolicyDocument.Status.IN_FORCE)
    page, asked = page_with("live_goals", "live_sites"), []
    client.get(page.get_url())
    for _more in range(2):
        for _number in range(2):
            make_indicator(goal=make_goal(document=document), values={this_year() - 1: "3"}, formula="people")
            make_vacant_site()
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(page.get_url())
        asked.append(len(queries))
    assert asked[0] == asked[1]
