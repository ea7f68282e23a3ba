"""An undo that was done already, in another tab or by somebody else, is told and breaks nothing."""

from django.test import Client
from lxml import html

from utblick.accounts.models import User
from utblick.partners.models import Organisation
from utblick.partners.tests.make import make_organisation


def test_an_undo_that_is_done_twice_is_told_on_the_page_it_was_asked_on(
    here: object, client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    organisation = make_organisation("Bergs kommun")
    page = html.fromstring(client.post(f"/partners/{organisation.pk}/withdraw/", follow=True).text)
    undo = next(form for form in page.forms if "undo" in form.fields)
    sent = dict(undo.form_values())
    assert client.post(undo.action, sent).status_code == 302
    second = client.post(undo.action, sent, headers={"referer": "http://testserver/partners/"}, follow=True)
    assert second.status_code == 200
    assert "redan ångrat" in second.text
    assert Organisation.objects.current().count() == 1
