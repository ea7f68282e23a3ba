"""One of everything along the chain, for the tests that walk it. Each name holds a mark that stands nowhere else."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from django.db.models import Model
from django.utils import timezone

from utblick.accounts.models import Membership, Municipality, Role, Unit, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.actors.models import LocalActor
from utblick.actors.representing import give_log_in
from utblick.actors.tests.make import make_actor, make_aid, make_contact_person, make_registration
from utblick.campaigns.tests.make import make_campaign, make_campaign_page, make_reach
from utblick.duties.tests.make import make_recurring
from utblick.establishment import answering
from utblick.establishment.models import EnquiryLetter, Proposal
from utblick.establishment.tests.make import make_document as make_enquiry_document
from utblick.establishment.tests.make import make_enquiry, make_picture, make_vacant_site
from utblick.federation.models import Identity
from utblick.federation.tests.make import make_group_role, make_provider
from utblick.followup.tests.make import make_collection, make_report
from utblick.goals.models import Goal, PolicyDocument, Remark
from utblick.goals.tests.make import (
    make_document,
    make_form,
    make_goal,
    make_priority,
    make_programme,
    make_referral,
    make_responsibility,
)
from utblick.initiatives import spreading, travelling
from utblick.initiatives.models import ActorPart, Contribution, Gate, Group, Initiative, Leg, Meeting, Participation
from utblick.initiatives.tests.make import make_initiative, make_lead, make_lesson, make_result, make_step
from utblick.mandates.tests.make import make_decision, make_mandate
from utblick.outreach.tests.make import make_audience, make_digest, make_subscriber, make_webhook
from utblick.outreach.webhooks import delivering
from utblick.partners.models import Organisation
from utblick.partners.tests.make import (
    make_agreement,
    make_contact,
    make_guest,
    make_import,
    make_merging,
    make_organisation,
    make_party,
    make_person,
    make_point,
    make_promise,
    make_review,
    make_silence,
    make_visit_request,
)
from utblick.projects.tests.make import make_whole_project
from utblick.records.models import DisposalRow, Export
from utblick.records.tests.make import make_list, make_rule
from utblick.sharing import joining
from utblick.sharing.tests.make import make_region, make_sharing
from utblick.site.accessible.tests.make import make_remark
from utblick.site.written.tests.make import make_page
from utblick.site.written.tests.make import make_picture as make_page_picture
from utblick.teamwork.tests.make import make_comment, make_task
from utblick.tenancy import scope
from utblick.watch import decisions, profiles
from utblick.watch.models import Match, SampledItem, Subscription
from utblick.watch.tests.make import make_item, make_place, make_search, make_source

# What else stands in addresses than keys: every word that a page takes.
WORDS = {
    "kind": [
        "goals.goal",
        "initiatives.initiative",
        "watch.decision",
        "partners.person",
        "step",
        "result",
        "agreement",
        "guests",
    ],
    "to": ["running"],
    "role": ["partner"],
    "key": ["introduction"],
    "format": ["word", "pdf", "html"],
    "stage": ["preparation", "application"],
    "table": ["xlsx", "csv"],
    "part": ["booking", "partner"],
    "duty": ["statement"],
    "language": ["sv"],
    "receipt": ["E2026-1"],
    "path": ["besok/"],
    "day": ["2026-12-08", "2026-13-08"],
    "code": ["073641"],
    "content_type_app_name": ["written"],
    "content_type_model_name": ["textpage"],
    "app_label": ["written"],
    "model_name": ["textpage"],
    "action": ["publish"],
    "action_name": ["approve"],
    "filter_spec": ["max-165x165"],
    "revision_id_a": ["live"],
    "revision_id_b": ["latest"],
}


# Addresses that are not called as their room is.
ROOMS = {"digests": "outreach", "webhooks": "outreach", "federated": "federation"}


@dataclass(frozen=True)
class Chain:
    """The objects by room, and the marks that only their municipality may see."""

    municipality: Municipality
    marks: list[str]
    keys: dict[str, list[int]]

    def arguments(self, url_name: str, words: list[str]) -> Iterator[dict[str, Any]]:
        """Every way to fill an address with keys of the room's own objects."""
        room = url_name.split(":")[0]
        room = "pictures" if room.startswith("wagtailimages") else "pages" if room.startswith("wagtail") else room
        keys = self.keys["all"] if room in {"journal", "teamwork", "api"} else self.keys[ROOMS.get(room, room)]
        choices = [WORDS.get(word, keys) for word in words]
        for values in product(*choices):
            yield dict(zip(words, values, strict=True))


def make_chain() -> Chain:
    """Policy, item, decision, initiative, results and report of the running municipality; all marked."""
    number = scope.municipality_id()
    marks = [
        f"märke{number}{word}" for word in ("mål", "post", "insats", "partner", "aktör", "enhet", "lärdom", "rapport")
    ]
    goal_mark, item_mark, initiative_mark, partner_mark, actor_mark, unit_mark, lesson_mark, report_mark = marks
    said_mark, page_mark = f"märke{number}samtal", f"märke{number}sida"
    unit = make_unit(unit_mark)
    coordinator = make_user(Role.COORDINATOR)
    document = make_document(status=PolicyDocument.Status.IN_FORCE)
    goal = make_goal(goal_mark, document=document, name=goal_mark)
    made: list[Model] = [unit, coordinator, document, goal, Membership.objects.get(user=coordinator)]
    made += [make_form(document=document), make_responsibility(document=document)]
    made += [Export.objects.create(by=coordinator, open_only=True), *_to_be_disposed_of(partner_mark)]
    programme = make_programme()
    made += [programme, make_priority(programme=programme, goal=goal)]
    made += [*_referred(goal, unit), *_watched(goal, item_mark, coordinator)]
    organisation = make_organisation(partner_mark)
    made += [organisation, *_related(organisation, partner_mark, coordinator)]
    actor = make_actor(actor_mark)
    made += [make_person(organisation=organisation), actor, make_aid(actor), make_contact_person(actor, actor_mark)]
    initiative = make_initiative(initiative_mark, goals=[goal], partners=[organisation], unit=unit, owner=coordinator)
    made += [initiative, make_step(initiative=initiative), make_result(initiative=initiative)]
    made += [
        *_decided_by(unit, initiative),
        give_log_in(LocalActor.objects.get(), email="aktor@x.example", name="A")[0],
    ]
    report = make_report(report_mark)
    made += [*_learnt(unit, initiative, lesson_mark), report, *make_collection(report)]
    made += [*Contribution.objects.all(), *Participation.objects.all(), *make_whole_project(initiative)]
    made += [*_told_outside(initiative_mark), *_told_to_programs(initiative_mark)]
    made += _asked_for(partner_mark, coordinator)
    made += _delegated(initiative, coordinator)
    made += _met_abroad(actor, initiative, actor_mark)
    made += _campaigned(initiative, initiative_mark)
    made += [make_comment(coordinator, said_mark, about=initiative), make_task(coordinator, about=initiative)]
    made += [*_shared(initiative, coordinator), *_federated(coordinator, unit_mark)]
    keys = _keys(made)
    keys["sharing"].append(initiative.pk)
    keys |= {"pages": [make_page(page_mark).pk], "pictures": [make_page_picture(f"{page_mark} bild").pk]}
    return Chain(scope.municipality(), [*marks, said_mark, page_mark], keys)


def _federated(coordinator: User, mark: str) -> list[Model]:
    provider = make_provider(issuer="https://127.0.0.1:1")
    tie = Identity.objects.create(provider=provider, user=coordinator, subject=mark)
    return [provider, make_group_role(provider, f"{mark} grupp", Role.AUDITOR), tie]


def _shared(initiative: Initiative, coordinator: User) -> list[Model]:
    region = make_region()
    made: list[Model] = [make_sharing(region, by=coordinator)]
    return [*made, joining.invite(initiative, region, by=coordinator)]


def _to_be_disposed_of(mark: str) -> list[Model]:
    make_visit_request(f"{mark} för länge sedan", state="declined", answered_on=date(2020, 5, 4))
    make_rule()
    found = make_list()
    return [found, *DisposalRow.objects.filter(list=found)]


def _campaigned(initiative: Initiative, mark: str) -> list[Model]:
    campaign = make_campaign(f"{mark} kampanj", initiative=initiative)
    page = make_campaign_page(campaign, title=f"{mark} sida")
    return [campaign, campaign.step, page, make_reach(page, 3)]


def _delegated(initiative: Initiative, coordinator: User) -> list[Model]:
    mandate, recurring = make_mandate(person=coordinator), make_recurring(coordinator, initiative.title)
    return [
        mandate,
        recurring,
        make_decision(make_step(initiative=initiative, title=initiative.title), coordinator, mandate),
    ]


def _met_abroad(actor: LocalActor, initiative: Initiative, mark: str) -> list[Model]:
    lead = make_lead(actor, initiative=initiative, counterpart=f"{mark} köpare")
    return [
        lead,
        ActorPart.objects.create(initiative=initiative, actor=actor),
        make_registration(name=f"{mark} anmälan"),
    ]


def _learnt(unit: Unit, initiative: Initiative, mark: str) -> list[Model]:
    lesson = make_lesson(initiative=initiative, text=mark)
    group = Group.objects.create(step=make_step(initiative=initiative), name=f"{mark} reser", travellers=3)
    leg = Leg(group=group, means=Leg.Means.TRAIN, begins="Östersund", ends="Trondheim")
    travelling.save_leg(leg)
    return [lesson, group, leg, *spreading.spread(lesson, [unit], by=None)]


def _told_to_programs(mark: str) -> list[Model]:
    webhook = make_webhook(f"{mark} diarium")
    return [webhook, delivering.test(webhook, timezone.now())]


def _told_outside(mark: str) -> list[Model]:
    audience = make_audience(f"{mark} läser")
    return [
        audience,
        make_subscriber(name=f"{mark} prenumererar"),
        make_digest(audience=audience, subject=f"{mark} brev"),
    ]


def _asked_for(mark: str, coordinator: User) -> list[Model]:
    site = make_vacant_site(f"{mark} tomt", published=False)
    enquiry = make_enquiry(f"{mark} etablerar")
    answering.propose(enquiry, by=coordinator, body="Ja", sites=[site])
    made: list[Model] = [site, make_picture(site, f"{mark} bild"), enquiry, make_enquiry_document(enquiry)]
    return [*made, *Proposal.objects.all(), *EnquiryLetter.objects.all(), make_remark(f"{mark} syns inte")]


def _decided_by(unit: Unit, initiative: Initiative) -> list[Model]:
    meeting = Meeting.objects.create(body=unit, held_on=date(2027, 2, 2), papers_by=date(2027, 1, 22))
    return [meeting, Gate.objects.create(initiative=initiative, body=unit, about="Ansökan", meeting=meeting)]


def _related(organisation: Organisation, mark: str, coordinator: Any) -> list[Model]:
    agreement = make_agreement(organisation=organisation)
    contact = make_contact(organisation=organisation)
    made: list[Model] = [agreement, contact, make_party(agreement), make_visit_request(f"{mark} på väg hit")]
    made += [make_guest(contact), make_promise(contact), make_point(contact)]
    made += [make_review(agreement, coordinator), make_silence(organisation, coordinator), make_merging(organisation)]
    return [*made, make_import(coordinator, f"{mark} i listan")]


def _watched(goal: Any, mark: str, coordinator: Any) -> list[Model]:
    source = make_source()
    waiting, decided = make_item(mark, source=source), make_item(source=source)
    profile = profiles.refresh(goal)
    assert profile, "a goal in force is matched to"
    Match.objects.create(item=waiting, profile=profile, score=0.5, reasons={"parts": [], "topics": []})
    make_place(waiting)
    decision = decisions.decide(decided, verdict="relevant", by=coordinator)
    asked = decisions.decide(make_item(source=source), verdict="assigned", by=coordinator, assigned_to=coordinator)
    sampled = SampledItem.objects.create(item=make_item(source=source), week=date(2026, 3, 2), drawn_from=40)
    search = make_search(coordinator, f"{mark} söks")
    return [waiting, decided, decision, asked, sampled, search, *Subscription.objects.all(), *waiting.sightings.all()]


def _referred(goal: Goal, unit: Unit) -> list[Model]:
    """A draft programme that a unit is asked about."""
    draft = make_programme(status="draft", starts_on=date(2040, 1, 1), ends_on=date(2040, 12, 31))
    priority = make_priority(programme=draft, goal=goal)
    referral = make_referral(draft, unit)
    consulted = referral.consulted.get()
    remark = Remark.objects.create(consulted=consulted, priority=priority, text="Mer pengar")
    return [draft, priority, referral, consulted, remark]


def _keys(made: list[Model]) -> dict[str, list[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for one in made:
        found[one._meta.app_label].add(one.pk)
        found["all"].add(one.pk)
    return defaultdict(list, {room: sorted(keys) for room, keys in found.items()})
