"""The demo's local actors: the register with its contact persons, business contacts, and who has asked to be in it."""

from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from utblick.actors import concepts, registering
from utblick.actors.models import Aid, ContactPerson, LocalActor, Registration, RegistrationMail
from utblick.actors.representing import give_log_in
from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.demo.relating import checked
from utblick.demo.ticking import ticked
from utblick.initiatives.leads import NextStep, keep
from utblick.initiatives.models import ActorPart, Initiative, Lead
from utblick.journal import clock
from utblick.tenancy import scope

PURPOSE = "Kontakt om utlysningar, upphandlingar och kontakter utomlands"


def make_actors(cast: Cast) -> None:
    told = texts.read("actors")
    for order, row in enumerate(told["actors"]):
        _actor(row, order, cast)
    for name, person, title, days, how in told["people"]:
        _person(LocalActor.objects.get(name=name), person, title, days, how, cast)
    give_log_in(LocalActor.objects.get(name__startswith="Vallström"), email=cast.people["petter"].email, name="")


def _actor(row: dict[str, Any], order: int, cast: Cast) -> None:
    facts = {**row, "organisation_number": checked(row.get("number", ""))}
    facts["concepts"] = ticked(row["concepts"]) if "concepts" in row else concepts.propose(row["description"])[:3]
    facts.pop("number", None)
    aids = facts.pop("aids", [])
    with clock.at(moments.ago(cast.today, 900 - order * 19, order)):
        actor = LocalActor(**facts)
        actor.full_clean(exclude=["municipality"])
        actor.save()
    for aid in aids:
        _give_aid(actor, aid, cast)


def _give_aid(actor: LocalActor, told: list[Any], cast: Cast) -> None:
    days, euros, purpose, giver = told
    with clock.at(moments.ago(cast.today, -days)):
        day = texts.working_day(cast.today, days)
        aid = Aid(actor=actor, given_on=day, euros=Decimal(euros), purpose=purpose, giver=giver)
        aid.full_clean(exclude=["municipality"])
        aid.save()


def _person(actor: LocalActor, name: str, title: str, days: int, how: str, cast: Cast) -> None:
    host = actor.website.partition("//")[2].partition("/")[0] or f"{slugify(actor.name)}.example"
    email = f"{slugify(name.split()[0])}@{host}"
    with clock.at(moments.ago(cast.today, -days)):
        facts = {"consent_on": texts.working_day(cast.today, days), "consent_how": how, "purpose": PURPOSE}
        person = ContactPerson(actor=actor, name=name, title=title, email=email, **facts)
        person.full_clean(exclude=["municipality", "actor"])
        person.save()


def make_leads(cast: Cast) -> None:
    """After the initiatives, some of which are journeys that local actors took part in."""
    told = texts.read("actors")
    for order, row in enumerate(told["leads"]):
        _lead(row, order, cast)
    for order, row in enumerate(told["registrations"]):
        _registration(row, order, cast)


def _lead(row: dict[str, Any], order: int, cast: Cast) -> None:
    facts = texts.dated(row, cast.today)
    title, due_on = facts.pop("step", ""), facts.pop("step_on", None)
    journey = Initiative.objects.filter(title=facts.pop("journey", "")).first()
    actor = LocalActor.objects.get(name=facts.pop("actor"))
    by = cast.people["karin"]
    with clock.at(moments.on(facts["met_on"], order)), scope.acting(cast.municipality, by):
        lead = Lead(actor=actor, initiative=journey, **facts)
        lead.full_clean(exclude=["municipality"])
        keep(lead, NextStep(title, by, due_on) if title else None, by=by)
        if journey and not ActorPart.objects.filter(initiative=journey, actor=actor).exists():
            ActorPart(initiative=journey, actor=actor).save()


def _registration(row: dict[str, Any], order: int, cast: Cast) -> None:
    facts = dict(row)
    days, message = facts.pop("days"), facts.pop("message", "")
    if "organisation_number" in facts:
        facts["organisation_number"] = checked(facts["organisation_number"])
    with clock.at(moments.ago(cast.today, -days, order)), scope.acting(cast.municipality):
        asked = registering.receive(mark=f"demo{order}", language="sv", **facts)
    if message:
        by = cast.people["karin"]
        with clock.at(moments.ago(cast.today, -days - 1, order)), scope.acting(cast.municipality, by):
            asked.message = message
            registering.decline(asked, by=by)
    RegistrationMail.objects.filter(registration=asked).update(sent_at=Registration.objects.get(pk=asked.pk).created_at)
