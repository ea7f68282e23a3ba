"""The same organisation twice: merged with all that belongs to it, and parted again."""

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_user
from utblick.initiatives.models import Participation
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.partners.merging import OneIsSecret, merge, part, preview
from utblick.partners.models import Agreement, Contact, Merging, Organisation, Party, Person
from utblick.partners.tests.make import make_agreement, make_contact, make_organisation, make_person
from utblick.teamwork import doing, talking
from utblick.teamwork.models import Comment, Notice, Task

pytestmark = pytest.mark.django_db

SAID = {"Comment": 1, "Task": 1, "Notice": 1}


def url(name: str, *args: object) -> str:
    return reverse(f"partners:{name}", args=args)


@pytest.fixture
def two(here: object) -> tuple[Organisation, Organisation]:
    """One entry with hardly a fact, and one with everything."""
    kept = make_organisation("Lierne", latitude=None, longitude=None, place="")
    facts = {"place": "Nordli", "organisation_number": "212000-2486", "description": "Gränskommun"}
    gone = make_organisation("Lierne kommune", **facts)
    for make in (make_agreement, make_contact, make_person):
        make(organisation=gone)
    make_initiative("Bara den andra", partners=[gone])
    make_initiative("Båda", partners=[kept, gone])
    Party.objects.create(agreement=make_agreement(organisation=kept), organisation=gone)
    anna = make_user(Role.OFFICER)
    talking.write(gone, by=anna, text="De ringde.")
    doing.ask(gone, by=anna, title="Ring tillbaka", owner=make_user(Role.OFFICER))
    return kept, gone


def belongs(organisation: Organisation) -> dict[str, int]:
    models = (Agreement, Contact, Person, Participation, Party)
    found = {model.__name__: model.objects.current().filter(organisation=organisation).count() for model in models}
    said = {model.__name__: model.objects.filter(about_id=organisation.pk).count() for model in (Comment, Task, Notice)}
    return found | said


def test_everything_moves_over_once_and_empty_facts_are_filled(two: tuple[Organisation, Organisation]) -> None:
    kept, gone = two
    merge(kept, gone)
    assert belongs(kept) == {"Agreement": 2, "Contact": 1, "Person": 1, "Participation": 2, "Party": 0} | SAID
    assert set(belongs(gone).values()) == {0}
    now = Organisation.objects.get(pk=kept.pk)
    assert (now.place, now.organisation_number, now.latitude, now.name) == ("Nordli", "212000-2486", 64.25, "Lierne")
    assert Organisation.objects.get(pk=gone.pk).withdrawn_at is not None


def test_parting_them_brings_back_exactly_what_was(two: tuple[Organisation, Organisation]) -> None:
    kept, gone = two
    before = belongs(kept), belongs(gone)
    made = merge(kept, gone)
    later = make_contact(organisation=kept)
    part(Merging.objects.get(pk=made.pk))
    later.withdraw()
    assert (belongs(kept), belongs(gone)) == before
    one, other = Organisation.objects.get(pk=kept.pk), Organisation.objects.get(pk=gone.pk)
    assert (one.place, one.organisation_number, one.latitude) == ("", "", None)
    assert (other.organisation_number, other.withdrawn_at) == ("212000-2486", None)


def test_the_preview_tells_what_the_merging_then_does(
    client: Client, coordinator: User, two: tuple[Organisation, Organisation]
) -> None:
    kept, gone = two
    told = preview(kept, gone)
    assert dict(told.moves) == {"Insatser": 1, "Kontaktpersoner": 1, "Avtal": 1, "Officiella kontakter": 1} | {
        "Kommentarer": 1,
        "Uppgifter": 1,
    }
    assert told.doubles == 2
    client.force_login(coordinator)
    page = client.get(url("merge", kept.pk), {"other": gone.pk})
    for words in ("212000-2486", "Nordli", "Lierne kommune"):
        assert words in page.text
    assert belongs(gone)["Contact"] == 1

    done = client.post(url("merge", kept.pk), {"other": gone.pk}, follow=True)
    made = Merging.objects.get()
    assert url("undo_merging", made.pk) in done.text
    assert client.get(gone.get_absolute_url()).headers["Location"] == kept.get_absolute_url()
    assert reverse("journal:history", args=["partners.organisation", gone.pk]) in done.text
    assert [moment.kind for moment in done.context["story"]].count("Slogs ihop med denna") == 1

    client.post(url("undo_merging", made.pk))
    assert client.get(gone.get_absolute_url()).status_code == 200
    assert client.post(url("undo_merging", made.pk)).status_code == 404


def test_both_histories_are_kept_and_the_merging_is_in_them(two: tuple[Organisation, Organisation]) -> None:
    kept, gone = two
    entries = {one.pk: Entry.objects.filter(kind="partners.organisation", object_id=one.pk).count() for one in two}
    made = merge(kept, gone)
    for one in two:
        assert Entry.objects.filter(kind="partners.organisation", object_id=one.pk).count() > entries[one.pk]
    assert Entry.objects.filter(kind="partners.merging", object_id=made.pk).exists()


def test_the_nearly_same_is_offered_first(client: Client, coordinator: User) -> None:
    kept, near = make_organisation("Snåsa kommune"), make_organisation("Snåsa kommun")
    make_organisation("Alvdal")
    client.force_login(coordinator)
    assert client.get(url("merge", kept.pk)).context["form"]["other"].value() == near.pk


def test_a_secret_and_an_open_entry_are_not_merged(client: Client, coordinator: User) -> None:
    kept, gone = make_organisation("Öppen"), make_organisation("Hemlig", secrecy_ground="OSL 15 kap. 1 §")
    with pytest.raises(OneIsSecret):
        merge(kept, gone)
    client.force_login(coordinator)
    page = client.post(url("merge", kept.pk), {"other": gone.pk})
    assert page.status_code == 422
    assert not Merging.objects.exists()


@pytest.mark.parametrize("other", ["", "9" * 12, "x"])
def test_another_that_is_not_there_is_refused(client: Client, coordinator: User, other: str) -> None:
    kept = make_organisation()
    client.force_login(coordinator)
    assert client.post(url("merge", kept.pk), {"other": other}).status_code in {200, 422}
    assert client.post(url("merge", kept.pk), {"other": kept.pk}).status_code == 422
    assert not Merging.objects.exists()
