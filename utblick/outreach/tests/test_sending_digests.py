"""A newsletter through a real mail server: each mail once, whatever the server and the worker do."""

import re
from datetime import timedelta
from smtplib import SMTPResponseException, SMTPServerDisconnected
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from utblick.accounts.models import Municipality, Role
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.journal import mailing
from utblick.journal.models import Entry
from utblick.journal.posting import TellingSMTP
from utblick.outreach import composing, leaving, sending
from utblick.outreach.models import DigestMail, Subscriber
from utblick.outreach.tests.mailserver import GREYLISTED, NO_SUCH, SPAM, Postbox, started
from utblick.outreach.tests.make import begin, make_audience, make_digest, make_sent_digest, make_subscriber
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)


class Killed(BaseException):
    """As a kill: nothing of ours catches it."""


@pytest.fixture
def three(here: Municipality) -> list[Subscriber]:
    return [make_subscriber(f"{name}@example.org") for name in ("anna", "bo", "cecilia")]


def send(after: timedelta = timedelta()) -> int:
    return sending.send_all(timezone.now() + after)


def test_each_reader_gets_one_mail_however_often_the_job_runs(three: list[Subscriber], postbox: Postbox) -> None:
    make_sent_digest()

    assert [send(), send(), send(AN_HOUR)] == [3, 0, 0]
    assert postbox.readers == ["anna@example.org", "bo@example.org", "cecilia@example.org"]


def test_nothing_goes_out_before_its_time(three: list[Subscriber], postbox: Postbox) -> None:
    digest = make_digest()
    composing.schedule(digest, timezone.now() + AN_HOUR)

    assert [send(), send(AN_HOUR + A_MINUTE)] == [0, 3]
    assert len(postbox.mails) == 3


def test_what_is_taken_back_in_time_is_not_sent(three: list[Subscriber], postbox: Postbox) -> None:
    digest = make_digest()
    composing.schedule(digest, composing.in_a_moment())
    composing.hold(digest)

    assert send(AN_HOUR) == 0
    with pytest.raises(composing.TooLate):
        composing.hold(make_sent_digest())


def test_the_mail_is_what_mail_programs_expect_of_a_newsletter(here: Municipality, postbox: Postbox) -> None:
    make_subscriber("anna@example.org")
    make_sent_digest(subject="Skog, skola och åtta öppna utlysningar")
    send()

    [mail] = postbox.mails
    assert mail["Subject"] == "Skog, skola och åtta öppna utlysningar"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<https://\S+/private/newsletter/\S+/leave/>", mail["List-Unsubscribe"])
    assert re.fullmatch(r"<digest\.\S+>", mail["List-Id"])
    assert mail["From"].addresses[0].display_name == here.name
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "Hej igen!" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Hej igen!" in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]


def test_each_reads_in_the_own_language(here: Municipality, postbox: Postbox) -> None:
    make_subscriber("anna@example.org")
    make_subscriber("ann@example.org", language="en")
    make_subscriber("anke@example.org", language="de")
    make_subscriber("aino@example.org", language="fi")
    german = {"subject": "Neuigkeiten", "introduction": "Willkommen!"}
    make_sent_digest(subject="Nyheter", subject_en="News", translations={"de": german})
    send()

    subjects = {str(mail["To"]).partition("@")[0]: mail["Subject"] for mail in postbox.mails}
    assert subjects == {"anna": "Nyheter", "ann": "News", "anke": "Neuigkeiten", "aino": "News"}, "else the English"
    told = next(mail for mail in postbox.mails if mail["To"] == "anke@example.org").get_body(("html",))
    assert '<html lang="de">' in (markup := told.get_content())  # type: ignore[union-attr]
    assert all(text in markup for text in ("Willkommen!", "Newsletter abbestellen", "/public/de/newsletter/"))
    english = next(mail for mail in postbox.mails if mail["To"] == "ann@example.org").get_body(("html",))
    assert '<html lang="en">' in english.get_content()  # type: ignore[union-attr]
    assert 'lang="sv"><p>Hej igen!' in english.get_content()  # type: ignore[union-attr]


def test_no_pixel_and_nothing_from_outside_tells_who_reads(three: list[Subscriber], postbox: Postbox) -> None:
    make_sent_digest()
    send()

    text = postbox.mails[0].get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert not re.search(r"<img|url\(|<script|<link|@import", text)


def test_a_worker_killed_at_the_mail_server_leaves_just_that_mail_to_the_next(
    three: list[Subscriber], postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_sent_digest()
    really, count = EmailMultiAlternatives.send, iter(range(10))

    def killed_at_the_second(self: Any, **kwargs: Any) -> int:
        if next(count) == 1:
            raise Killed
        return really(self, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", killed_at_the_second)
        with pytest.raises(Killed):
            send()

    assert send(A_MINUTE) == 1, "one is left; the other worker may still be at the second"
    assert send(timedelta(minutes=20)) == 1
    assert postbox.readers == ["anna@example.org", "bo@example.org", "cecilia@example.org"]


def test_a_worker_killed_after_the_server_s_yes_leaves_nothing_to_send(
    here: Municipality, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_subscriber()
    make_sent_digest()
    monkeypatch.setattr(TellingSMTP, "quit", _killed)
    with pytest.raises(Killed):
        send()
    monkeypatch.undo()

    assert send(timedelta(minutes=20)) == 0
    assert len(postbox.mails) == 1


def _killed(self: Any) -> None:
    raise Killed


def test_what_fails_after_the_server_s_yes_is_of_no_matter(
    here: Municipality, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_subscriber()
    make_sent_digest()

    def hung_up(self: Any) -> None:
        raise SMTPResponseException(421, b"Closing")

    monkeypatch.setattr(TellingSMTP, "quit", hung_up)
    assert send() == 1
    assert send(timedelta(minutes=20)) == 0
    assert len(postbox.mails) == 1


def test_a_mail_whose_answer_is_lost_is_in_doubt_and_not_sent_again(here: Municipality, postbox: Postbox) -> None:
    make_subscriber()
    make_sent_digest()
    postbox.hangs_up = True
    with pytest.raises(SMTPServerDisconnected):
        send()
    postbox.hangs_up = False

    assert [send(A_MINUTE), send(AN_HOUR)] == [0, 0]
    assert len(postbox.mails) == 1
    assert DigestMail.objects.in_doubt(timezone.now() + AN_HOUR).count() == 1


def test_a_mail_that_goes_out_again_has_the_same_message_id(
    here: Municipality, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_subscriber()
    make_sent_digest()
    really = TellingSMTP.getreply

    def killed_when_it_is_taken(self: Any) -> tuple[int, bytes]:
        answer = really(self)
        if postbox.mails:
            raise Killed
        return answer

    monkeypatch.setattr(TellingSMTP, "getreply", killed_when_it_is_taken)
    with pytest.raises(Killed):
        send()
    monkeypatch.undo()
    assert send(timedelta(minutes=20)) == 0, "it is in doubt, and waits for a person"

    (doubtful,) = DigestMail.objects.in_doubt(timezone.now() + timedelta(minutes=20))
    then = timezone.now() - timedelta(minutes=20)
    DigestMail.objects.update(claimed_at=then, begun_at=then)
    assert doubtful.send_again()
    assert send() == 1
    assert len({mail["Message-ID"] for mail in postbox.mails}) == 1
    assert len(postbox.mails) == 2


def test_two_workers_at_once_begin_a_newsletter_once(three: list[Subscriber]) -> None:
    digest = make_digest()
    composing.schedule(digest, timezone.now())

    assert [composing.begin(digest.pk, timezone.now()) for _worker in range(2)] == [3, 0]
    assert DigestMail.objects.count() == 3


def test_a_mail_server_that_is_down_holds_all_back_until_it_is_up(three: list[Subscriber], mail_port: int) -> None:
    make_sent_digest()
    with pytest.raises(OSError):
        send()
    assert not DigestMail.objects.filter(failed_at__isnull=False).exists()

    box = Postbox()
    controller = started(box, mail_port)
    try:
        assert send(AN_HOUR) == 3
    finally:
        controller.stop()


def test_half_refused_half_arrives_and_nobody_is_asked_twice(three: list[Subscriber], postbox: Postbox) -> None:
    postbox.answers["bo@example.org"] = NO_SUCH
    make_sent_digest()

    assert [send(), send(AN_HOUR)] == [2, 0]
    assert postbox.readers == ["anna@example.org", "cecilia@example.org"]
    assert postbox.asked["bo@example.org"] == 1
    failed = DigestMail.objects.get(failed_at__isnull=False)
    assert (failed.subscriber.email, failed.failure) == ("bo@example.org", "5.1.1")


def test_what_the_server_will_not_carry_is_told_as_that(here: Municipality, postbox: Postbox) -> None:
    make_subscriber()
    postbox.answers["DATA"] = SPAM
    make_sent_digest()
    send()

    assert DigestMail.objects.get().failure == "5.7.1"


def test_a_greylisted_mail_comes_back_later_and_keeps_none_from_the_others(
    three: list[Subscriber], postbox: Postbox
) -> None:
    postbox.answers["anna@example.org"] = GREYLISTED
    make_sent_digest()
    assert [send(), send(A_MINUTE)] == [2, 0]
    assert postbox.asked["anna@example.org"] == 1

    del postbox.answers["anna@example.org"]
    assert send(timedelta(minutes=11)) == 1
    assert postbox.readers[0] == "anna@example.org"


def test_after_two_days_of_asking_us_to_come_back_it_has_failed(here: Municipality, postbox: Postbox) -> None:
    reader = make_subscriber()
    postbox.answers[reader.email] = GREYLISTED
    make_sent_digest()
    for hours in range(0, 60, 7):
        send(timedelta(hours=hours))

    assert DigestMail.objects.get().failure == mailing.TOO_LATE
    assert postbox.asked[reader.email] < 12


def test_an_address_that_keeps_failing_is_paused_and_the_fourth_newsletter_not_sent(
    here: Municipality, postbox: Postbox
) -> None:
    reader = make_subscriber()
    postbox.answers[reader.email] = NO_SUCH
    for _number in range(3):
        make_sent_digest()
        send()
    reader.refresh_from_db()
    assert reader.state == Subscriber.State.PAUSED
    assert Entry.objects.filter(kind="outreach.subscriber", after__has_key="paused_at").exists()

    make_sent_digest()
    send()
    assert postbox.asked[reader.email] == 3


def test_nobody_is_paused_where_it_is_our_own_mail_that_is_not_accepted(here: Municipality, postbox: Postbox) -> None:
    reader = make_subscriber()
    postbox.answers[reader.email] = "554 5.7.1 Relay access denied"
    for _number in range(4):
        make_sent_digest()
        send()

    reader.refresh_from_db()
    assert reader.is_reading


def test_one_that_arrives_between_two_failures_pauses_nobody(here: Municipality, postbox: Postbox) -> None:
    reader = make_subscriber()
    for answer in (NO_SUCH, NO_SUCH, "", NO_SUCH):
        postbox.answers[reader.email] = answer
        make_sent_digest()
        send()

    reader.refresh_from_db()
    assert reader.state == Subscriber.State.READS


def test_who_stops_while_the_others_get_theirs_gets_none(three: list[Subscriber], postbox: Postbox) -> None:
    make_sent_digest()
    leaving.stop(three[1])

    assert send() == 2
    assert "bo@example.org" not in postbox.readers


def test_an_address_that_no_server_takes_fails_alone(here: Municipality, postbox: Postbox) -> None:
    make_subscriber("blåbär@example.org")
    make_subscriber("bo@example.org")
    make_sent_digest()

    assert send() == 1
    assert DigestMail.objects.get(failed_at__isnull=False).failure == mailing.BAD_ADDRESS


@pytest.mark.parametrize("subject", ["Hej\r\nBcc: alla@example.org", "Hej\nX-Evil: 1"])
def test_a_line_break_in_a_subject_is_no_header(here: Municipality, postbox: Postbox, subject: str) -> None:
    make_subscriber("anna@example.org")
    digest = make_digest(subject="Hej")
    digest.subject = subject
    digest.save()
    begin(digest)
    send()

    assert [to for _sender, to in postbox.envelopes] == [["anna@example.org"]]
    assert postbox.mails[0]["Bcc"] is None
    assert postbox.mails[0]["X-Evil"] is None


def test_readers_are_those_of_the_moment_of_sending(here: Municipality, postbox: Postbox) -> None:
    digest = make_digest(audience=make_audience(outsiders=False, members=True, roles=[Role.OFFICER]))
    officer = make_user(Role.OFFICER)
    make_user(Role.DECISION_MAKER)
    begin(digest)
    send()

    assert postbox.readers == [officer.email]
    assert Subscriber.objects.get().basis == "Uppgift av allmänt intresse"


def test_municipalities_send_to_their_own(here: Municipality, postbox: Postbox) -> None:
    make_subscriber("anna@example.org")
    with scope.acting(make_municipality("Grannkommun")):
        make_subscriber("granne@example.org")
        make_sent_digest()

    send()
    assert postbox.readers == ["granne@example.org"]


def test_the_wait_grows_and_has_an_end(here: Municipality, postbox: Postbox) -> None:
    reader = make_subscriber()
    postbox.answers[reader.email] = GREYLISTED
    make_sent_digest()
    mail, now, waits = DigestMail.objects.get(), timezone.now(), []
    DigestMail.objects.update(made_at=now + timedelta(days=9))
    for _try in range(9):
        sending.send_all(now)
        mail.refresh_from_db()
        assert mail.try_at
        waits.append((mail.try_at - now) / A_MINUTE)
        now = mail.try_at
    assert waits[:4] == [10, 20, 40, 80]
    assert waits[-1] == 360
