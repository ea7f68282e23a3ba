"""Two municipalities make their initiatives joint: both agree, each has its share, and either can end it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.desk.morning import letter_to
from utblick.desk.reminding import remind_all
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.journal import secrecy
from utblick.sharing import crossing, joining
from utblick.sharing.announcing import news
from utblick.sharing.joint import Joint, joints
from utblick.sharing.models import Invitation, Reply, Sharing
from utblick.sharing.tests.make import make_sharer, make_sharing
from utblick.teamwork.models import Notice
from utblick.teamwork.news import everybody
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
TOGETHER = reverse("sharing:together")


class Side:
    """A municipality that shares with the region, its initiative and its coordinator's browser."""

    def __init__(self, region: Municipality, name: str, title: str, cost: int) -> None:
        self.municipality = make_sharer(region, name)
        with scope.acting(self.municipality):
            self.user = make_user(Role.COORDINATOR)
            self.initiative = make_initiative(title)
            make_step(initiative=self.initiative, cost=cost, own=cost // 2, women=3)
        self.browser = Client(headers={"host": self.municipality.hosts})
        self.browser.force_login(self.user)

    def joints(self) -> list[Joint]:
        with scope.acting(self.municipality):
            rows = crossing.ours_jointly()
            return joints(crossing.sides(rows, crossing.led_for_us()), of=rows)


def joints_of_region(region: Municipality) -> list[Joint]:
    with scope.acting(region):
        named = crossing.with_region().named
        return joints(crossing.sides(named), of=named)


def told(found: list[Joint]) -> list[list[str]]:
    return [[side.row["title"] for side in one.sides] for one in found]


@pytest.fixture
def fjell(region: Municipality) -> Side:
    return Side(region, "Fjällby", "Skogsbrand i Fjällby", 600)


@pytest.fixture
def dal(region: Municipality) -> Side:
    return Side(region, "Dalby", "Skogsbrand i Dalby", 400)


@pytest.fixture
def joined(fjell: Side, dal: Side) -> Reply:
    return join(fjell, dal)


def join(lead: Side, other: Side) -> Reply:
    with scope.acting(lead.municipality):
        sent = joining.invite(lead.initiative, other.municipality, by=lead.user)
    with scope.acting(other.municipality):
        return joining.answer(sent.pk, other.initiative, by=other.user)


def test_one_invites_the_other_accepts_and_all_see_both_shares(
    fjell: Side, dal: Side, region: Municipality, at_region: Client
) -> None:
    lead = fjell.initiative.pk
    fjell.browser.post(reverse("sharing:invite", args=[lead]), {"invited": dal.municipality.pk})
    assert "har inte svarat" in fjell.browser.get(reverse("sharing:joint", args=[lead])).text
    assert not joints_of_region(region)
    (waiting,) = dal.browser.get(TOGETHER).context["invitations"]
    page = reverse("sharing:invitation", args=[waiting["pk"]])
    assert "Skogsbrand i Fjällby" in dal.browser.get(page).text
    assert dal.browser.post(page, {"initiative": ""}).status_code == 422
    dal.browser.post(page, {"initiative": dal.initiative.pk})
    both = ["Skogsbrand i Fjällby", "Skogsbrand i Dalby"]
    for found in (fjell.joints(), dal.joints(), joints_of_region(region)):
        assert told(found) == [both]
        (one,) = found
        assert (one.total.money.cost, one.total.money.own, one.total.people.women) == (1000, 500, 6)
    for browser, address in [
        (fjell.browser, TOGETHER),
        (dal.browser, TOGETHER),
        (at_region, reverse("sharing:region_joints")),
    ]:
        text = browser.get(address).text
        assert all(title in text for title in both)
    assert "deltar" in fjell.browser.get(reverse("sharing:joint", args=[lead])).text


def test_an_invitation_is_declined_and_the_no_can_be_taken_back(fjell: Side, dal: Side) -> None:
    with scope.acting(fjell.municipality):
        sent = joining.invite(fjell.initiative, dal.municipality, by=fjell.user)
    assert "har inte svarat" in fjell.browser.get(TOGETHER).text
    dal.browser.post(reverse("sharing:decline", args=[sent.pk]))
    for page in (TOGETHER, reverse("sharing:joint", args=[fjell.initiative.pk])):
        assert "har tackat nej" in fjell.browser.get(page).text
    assert dal.joints() == []
    dal.browser.post(reverse("sharing:leave", args=[sent.pk]))
    dal.browser.post(reverse("sharing:invitation", args=[sent.pk]), {"initiative": dal.initiative.pk})
    assert len(dal.joints()) == 1
    assert "Inbjudna av oss" not in fjell.browser.get(TOGETHER).text


def test_who_has_left_is_told_so_to_who_invited_and_may_come_back(fjell: Side, dal: Side, joined: Reply) -> None:
    page = reverse("sharing:joint", args=[fjell.initiative.pk])
    dal.browser.post(reverse("sharing:leave", args=[joined.invitation_id]))
    text = fjell.browser.get(page).text
    assert "har lämnat" in text
    assert "har inte svarat" not in text
    dal.browser.post(reverse("sharing:invitation", args=[joined.invitation_id]), {"initiative": dal.initiative.pk})
    assert "har lämnat" not in fjell.browser.get(page).text
    dal.browser.post(reverse("sharing:leave", args=[joined.invitation_id]))
    dal.browser.post(reverse("sharing:decline", args=[joined.invitation_id]))
    assert "har tackat nej" in fjell.browser.get(page).text


def test_one_initiative_is_a_part_of_one_joint_initiative_until_it_leaves_that(
    fjell: Side, dal: Side, joined: Reply, region: Municipality
) -> None:
    third = Side(region, "Skogby", "Annat arbete", 300)
    with scope.acting(third.municipality):
        sent = joining.invite(third.initiative, dal.municipality, by=third.user)
    page = reverse("sharing:invitation", args=[sent.pk])
    part = {"initiative": dal.initiative.pk}
    assert f'<option value="{dal.initiative.pk}"' not in dal.browser.get(page).text
    assert dal.browser.post(page, part).status_code == 422, "its money would be told in the sums of both"
    dal.browser.post(reverse("sharing:leave", args=[joined.invitation_id]))
    dal.browser.post(page, part)
    assert told(third.joints()) == [["Annat arbete", "Skogsbrand i Dalby"]]


def test_an_invitation_and_its_answer_are_told_once_to_the_other_side(
    fjell: Side, dal: Side, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with scope.acting(fjell.municipality):
        sent = joining.invite(fjell.initiative, dal.municipality, by=fjell.user)
    for _twice in range(2):
        remind_all(timezone.now())
    page = dal.browser.get(reverse("teamwork:notices"))
    assert page.text.count("En kommun bjuder in oss till en gemensam insats") == 1
    with scope.acting(dal.municipality, dal.user):
        (notice,) = Notice.objects.of(dal.user)
        ((told, title),) = letter_to(dal.user, timezone.now()).notices  # type: ignore[union-attr]
    assert (told, title) == (notice, "Skogsbrand i Fjällby (Fjällby)")
    assert dal.browser.get(notice.get_absolute_url()).url == reverse("sharing:invitation", args=[sent.pk])

    with scope.acting(dal.municipality):
        joining.answer(sent.pk, dal.initiative, by=dal.user)
    remind_all(timezone.now())
    page = fjell.browser.get(reverse("teamwork:notices"))
    assert "En kommun som vi bjudit in deltar" in page.text
    assert "Dalby" in page.text
    with scope.acting(fjell.municipality, sees_secrets=True):
        people = everybody()
        with django_assert_max_num_queries(4):
            assert list(news(timezone.now(), people))


def notices(side: Side) -> str:
    return side.browser.get(reverse("teamwork:notices")).text


def test_who_leaves_is_told_at_once_to_who_invited_and_the_message_takes_it_back(
    fjell: Side, dal: Side, joined: Reply
) -> None:
    left = "En kommun har lämnat en gemensam insats som vi leder"
    page = dal.browser.post(reverse("sharing:leave", args=[joined.invitation_id]), follow=True).text
    assert left in notices(fjell)
    assert "Dalby" in notices(fjell)
    assert fjell.joints() == []

    undo = reverse("sharing:answer_again", args=[joined.pk])
    assert undo in page
    dal.browser.post(undo)
    assert len(fjell.joints()) == len(dal.joints()) == 1
    assert left not in notices(fjell)

    dal.browser.post(reverse("sharing:leave", args=[joined.invitation_id]))
    dal.browser.post(reverse("sharing:decline", args=[joined.invitation_id]))
    remind_all(timezone.now())
    assert notices(fjell).count("har tackat nej") == 1
    assert left not in notices(fjell)


def test_an_answer_does_not_come_back_where_there_is_another_or_its_initiative_is_taken(
    fjell: Side, dal: Side, joined: Reply, region: Municipality
) -> None:
    undo = reverse("sharing:answer_again", args=[joined.pk])
    dal.browser.post(reverse("sharing:leave", args=[joined.invitation_id]))
    dal.browser.post(reverse("sharing:decline", args=[joined.invitation_id]))
    assert "Någon annan hos er har svarat" in dal.browser.post(undo, follow=True).text
    dal.browser.post(reverse("sharing:leave", args=[joined.invitation_id]))
    join(Side(region, "Skogby", "Annat arbete", 300), dal)
    assert "del av en annan gemensam insats" in dal.browser.post(undo, follow=True).text
    assert told(dal.joints()) == [["Annat arbete", "Skogsbrand i Dalby"]]


def test_an_invitation_taken_back_is_told_at_once_to_who_had_accepted_it(fjell: Side, dal: Side, joined: Reply) -> None:
    lost = "En kommun har tagit tillbaka en inbjudan som vi hade tackat ja till"
    fjell.browser.post(reverse("sharing:take_back", args=[joined.invitation_id]))
    page = notices(dal)
    assert lost in page
    assert "Skogsbrand i Fjällby" not in page, "what it was about is no longer shared with us"
    with scope.acting(dal.municipality, dal.user):
        notice = Notice.objects.of(dal.user).get()
        assert (notice.about_id, notice.text) == (dal.initiative.pk, "Fjällby")
    fjell.browser.post(reverse("sharing:invite_again", args=[joined.invitation_id]))
    assert lost not in notices(dal)
    fjell.browser.post(reverse("sharing:take_back", args=[joined.invitation_id]))
    with scope.acting(fjell.municipality, sees_secrets=True):
        secrecy.mark(Initiative.objects.get(), ground="OSL 15 kap. 1 §")
    remind_all(timezone.now())
    assert lost not in notices(dal)


def test_an_invitation_that_nobody_had_accepted_is_taken_back_without_a_word(fjell: Side, dal: Side) -> None:
    fjell.browser.post(reverse("sharing:invite", args=[fjell.initiative.pk]), {"invited": dal.municipality.pk})
    assert "En kommun bjuder in oss" in notices(dal)
    with scope.acting(fjell.municipality):
        sent = Invitation.objects.get().pk
    fjell.browser.post(reverse("sharing:take_back", args=[sent]))
    assert "bjuder in oss" not in notices(dal)
    assert "tagit tillbaka" not in notices(dal)


def test_who_begins_to_share_is_told_of_to_the_region(fjell: Side, region: Municipality, at_region: Client) -> None:
    remind_all(timezone.now())
    text = at_region.get(reverse("teamwork:notices")).text
    assert "En kommun delar sitt arbete med oss" in text
    assert "Fjällby" in text


@pytest.mark.parametrize("way", ["leaves", "taken back", "secret", "withdrawn", "idea", "lead is secret"])
def test_ended_on_either_side_it_is_gone_for_all(
    fjell: Side, dal: Side, joined: Reply, region: Municipality, way: str
) -> None:
    whose = fjell if way in {"taken back", "lead is secret"} else dal
    with scope.acting(whose.municipality, sees_secrets=True):
        one = Initiative.objects.get()
        if way == "leaves":
            joined.withdraw()
        elif way == "taken back":
            Invitation.objects.get().withdraw()
        elif way == "withdrawn":
            one.withdraw()
        elif way == "idea":
            one.status = Initiative.Status.IDEA
            one.save()
        else:
            secrecy.mark(one, ground="OSL 15 kap. 1 §")
    assert [fjell.joints(), dal.joints(), joints_of_region(region)] == [[], [], []]
    pages = [
        fjell.browser.get(TOGETHER), dal.browser.get(TOGETHER),
        fjell.browser.get(reverse("sharing:joint", args=[fjell.initiative.pk])),
    ]  # fmt: skip
    assert "Skogsbrand i Dalby" not in pages[0].text + pages[2].text
    assert way not in {"taken back", "lead is secret"} or "Skogsbrand i Fjällby" not in pages[1].text


def test_a_sharing_that_ends_takes_the_part_from_the_region_and_not_from_the_other_side(
    fjell: Side, dal: Side, joined: Reply, region: Municipality
) -> None:
    with scope.acting(dal.municipality):
        Sharing.objects.get().withdraw()
    assert joints_of_region(region) == []
    assert len(fjell.joints()) == len(dal.joints()) == 1


def test_figures_only_shows_no_part_to_the_region(fjell: Side, dal: Side, joined: Reply, region: Municipality) -> None:
    with scope.acting(dal.municipality):
        make_sharing(region, level=Sharing.Level.FIGURES, by=dal.user)
    assert joints_of_region(region) == []


def test_two_that_answer_at_once_answer_once(fjell: Side, dal: Side) -> None:
    reply = join(fjell, dal)
    with scope.acting(dal.municipality):
        with pytest.raises(joining.Answered):
            joining.answer(reply.invitation_id, None, by=dal.user)
        assert Reply.objects.get().initiative == dal.initiative
    with scope.acting(fjell.municipality):
        again = joining.invite(fjell.initiative, dal.municipality, by=fjell.user)
    assert again.pk == reply.invitation_id


def test_a_third_sees_nothing_of_it_and_can_do_nothing_to_it(
    fjell: Side, dal: Side, joined: Reply, region: Municipality
) -> None:
    third = Side(region, "Tredje", "Annat", 1)
    lead, sent = fjell.initiative.pk, joined.invitation_id
    assert "Skogsbrand" not in third.browser.get(TOGETHER).text
    assert third.browser.get(reverse("sharing:joint", args=[lead])).status_code == 404
    assert third.browser.get(reverse("sharing:invitation", args=[sent])).status_code == 404
    for name in ("decline", "leave", "take_back", "invite_again"):
        assert third.browser.post(reverse(f"sharing:{name}", args=[sent])).status_code == 404
    assert (
        third.browser.post(reverse("sharing:invite", args=[lead]), {"invited": dal.municipality.pk}).status_code == 404
    )


def test_who_is_together_with_two_in_different_work_is_not_shown_what_these_do_without_it(
    fjell: Side, dal: Side, region: Municipality
) -> None:
    """Fjällby leads one with Dalby and one with the third; Dalby leads one with the third."""
    third = Side(region, "Tredje", "Hos oss", 1)
    join(fjell, dal)
    join(fjell, third)
    join(dal, third)
    assert len(third.joints()) == len(dal.joints()) == 2
    assert told(fjell.joints()) == [["Skogsbrand i Fjällby", "Skogsbrand i Dalby", "Hos oss"]]
    assert fjell.browser.get(reverse("sharing:joint", args=[dal.initiative.pk])).status_code == 404


def test_only_those_that_share_with_the_same_region_are_invited(fjell: Side, dal: Side, region: Municipality) -> None:
    with scope.acting(dal.municipality):
        Sharing.objects.get().withdraw()
    page = reverse("sharing:invite", args=[fjell.initiative.pk])
    assert "Dalby" not in fjell.browser.get(page).text
    assert region.name in fjell.browser.get(page).text
    assert fjell.browser.post(page, {"invited": dal.municipality.pk}).status_code == 422
    assert (
        dal.browser.get(reverse("sharing:invite", args=[dal.initiative.pk]))
        .context["form"]
        .fields["invited"]
        .choices[1:]
        == []
    )


def test_every_page_of_it_keeps_to_eight_queries(
    fjell: Side,
    dal: Side,
    joined: Reply,
    at_region: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    lead, sent = fjell.initiative.pk, joined.invitation_id
    asked = [
        (fjell.browser, TOGETHER), (dal.browser, TOGETHER), (at_region, reverse("sharing:region_joints")),
        *((side.browser, reverse("sharing:joint", args=[lead])) for side in (fjell, dal)),
        (fjell.browser, reverse("sharing:invite", args=[lead])),
        (dal.browser, reverse("sharing:invitation", args=[sent])),
    ]  # fmt: skip
    for browser, address in asked:
        browser.get(reverse("ui:about"))
        with django_assert_max_num_queries(8):
            assert browser.get(address).status_code == 200, address
    with scope.acting(dal.municipality):
        joined.withdraw()
    with django_assert_max_num_queries(8):
        assert "Avböj" in dal.browser.get(reverse("sharing:invitation", args=[sent])).text


def test_only_coordinators_invite_and_answer(fjell: Side, dal: Side, coordinator: User) -> None:
    with scope.acting(fjell.municipality):
        sent = joining.invite(fjell.initiative, dal.municipality, by=fjell.user)
        officers = [Client(headers={"host": fjell.municipality.hosts})]
        officers[0].force_login(make_user(Role.OFFICER))
    with scope.acting(dal.municipality):
        officers.append(Client(headers={"host": dal.municipality.hosts}))
        officers[1].force_login(make_user(Role.OFFICER))
    assert officers[0].get(reverse("sharing:invite", args=[fjell.initiative.pk])).status_code == 403
    assert officers[0].post(reverse("sharing:take_back", args=[sent.pk])).status_code == 403
    page = reverse("sharing:invitation", args=[sent.pk])
    assert officers[1].get(page).status_code == 200
    officers[1].post(page, {"initiative": dal.initiative.pk})
    assert officers[1].post(reverse("sharing:decline", args=[sent.pk])).status_code == 403
    assert dal.joints() == []
