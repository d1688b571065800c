"""What follows, as pure functions: routes, what goes together, what is taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from support.noticing import READY
from tidings.kernel.words import Channel
from tidings.messages.types import Standing, State
from tidings.notices.rules import deciding
from tidings.notices.rules.cascades import Route, route_of
from tidings.notices.types import Attempt, Entry, Notice, NoticeReason, NoticeState, Plan, Tried

AT = datetime(2026, 10, 5, 7, tzinfo=UTC)
ANY = UUID(int=1)
EMAIL, WHATSAPP, SMS = Channel.EMAIL, Channel.WHATSAPP, Channel.SMS


def test_with_an_email_it_goes_first_and_whatsapp_goes_beside_it() -> None:
    route = route_of(READY, (), {EMAIL, WHATSAPP, SMS})
    assert route.tries[:3] == [EMAIL, WHATSAPP, SMS]
    assert [(each.channel, each.engaged) for each in route.besides][:1] == [(WHATSAPP, True)]
    plan = Plan("standard", [_usable(EMAIL), _usable(WHATSAPP), _usable(SMS), _usable(WHATSAPP, beside=True)])
    assert [(each.channel, each.beside) for each in deciding.first_entries(plan)] == [(EMAIL, False), (WHATSAPP, True)]


def test_without_an_email_whatsapp_goes_first_and_nothing_beside_it() -> None:
    route = route_of(READY, (), {WHATSAPP, SMS})
    assert (list(route.tries)[:2], list(route.besides)) == ([WHATSAPP, SMS], [])


def test_a_persons_own_order_goes_first_and_nothing_beside_it() -> None:
    assert route_of(READY, [SMS], {EMAIL, SMS}) == Route("person", [SMS, EMAIL, WHATSAPP, *_later(EMAIL)], ())


def test_what_may_not_go_together_is_not_begun_together() -> None:
    plan = Plan("own", [_usable(SMS), _usable(WHATSAPP, beside=True)])
    assert [each.channel for each in deciding.first_entries(plan)] == [SMS]


def test_who_is_not_engaged_gets_no_second_message_beside_the_first() -> None:
    plan = Plan("standard", [_usable(EMAIL), Entry(WHATSAPP, beside=True, reason=NoticeReason.NOT_ENGAGED)])
    assert [each.channel for each in deciding.first_entries(plan)] == [EMAIL]


def test_sms_waits_while_whatsapp_beside_a_failed_email_may_still_arrive() -> None:
    plan = Plan("standard", [_usable(EMAIL), _usable(WHATSAPP), _usable(SMS)])
    email, whatsapp = _tried(EMAIL, State.FAILED), _tried(WHATSAPP, State.SENT, beside=True, step=1)
    assert deciding.next_channel(plan, [email, whatsapp], None, AT) == deciding.Waits(AT + timedelta(minutes=5))
    assert deciding.next_channel(plan, [email, whatsapp], None, AT + timedelta(minutes=6)) == deciding.Next([_usable(SMS)], [])


def test_sms_does_not_wait_for_ever_for_whatsapp_that_stays_in_the_queue_beside_a_failed_email() -> None:
    plan = Plan("standard", [_usable(EMAIL), _usable(WHATSAPP), _usable(SMS)])
    email, whatsapp = _tried(EMAIL, State.FAILED), _tried(WHATSAPP, State.QUEUED, beside=True, step=1)
    assert deciding.next_channel(plan, [email, whatsapp], None, AT) == deciding.Waits(AT + timedelta(minutes=5))
    assert deciding.next_channel(plan, [email, whatsapp], None, AT + timedelta(minutes=5)) == deciding.Next([_usable(SMS)], [whatsapp])


def test_a_word_from_the_person_answers_only_what_had_left_before() -> None:
    left = AT + timedelta(minutes=1)
    for wrote, answers in ((AT, False), (left - timedelta(seconds=2), True), (left + timedelta(minutes=1), True)):
        told = _tried(WHATSAPP, State.SENT, sent_at=left, replied_at=wrote)
        assert deciding.answered(told, left + timedelta(hours=1)) is answers
    for state in (State.QUEUED, State.SENDING, State.FAILED):
        assert not deciding.answered(_tried(WHATSAPP, state, replied_at=left), left)


def test_what_goes_on_beside_what_arrived_may_be_tried_again_and_nothing_else() -> None:
    email, whatsapp = _tried(EMAIL, State.QUEUED), _tried(WHATSAPP, State.DELIVERED, beside=True, step=1)
    assert deciding.over(NoticeState.DELIVERED, [email, whatsapp]) == [whatsapp]
    assert deciding.over(NoticeState.ANSWERED, [email, whatsapp]) == [email, whatsapp]


def test_with_no_other_channel_nobody_asks_anew_every_few_seconds() -> None:
    notice = _notice()
    assert deciding.without_next(notice, [_tried(SMS, State.QUEUED)], AT) == deciding.Waits(AT + deciding.ASK_AGAIN)


def test_what_went_beside_what_arrived_goes_on_and_what_came_after_it_is_taken_back() -> None:
    email, whatsapp = _tried(EMAIL, State.QUEUED), _tried(WHATSAPP, State.DELIVERED, beside=True, step=1)
    later = _tried(SMS, State.QUEUED, step=2, planned_at=AT + timedelta(minutes=5))
    assert deciding.needless(NoticeState.DELIVERED, [email, whatsapp, later]) == [later]
    assert deciding.needless(NoticeState.ANSWERED, [email, whatsapp, later]) == [email, later]


def test_a_provider_whose_clock_is_wrong_makes_nothing_wait_for_ever() -> None:
    told = _tried(WHATSAPP, State.SENT, sent_at=AT + timedelta(days=900))
    assert deciding.silent_from(told, AT) == AT + timedelta(minutes=5)


def test_what_left_after_a_long_wait_in_the_queue_is_given_its_whole_wait_from_then_on() -> None:
    left = AT + timedelta(hours=10)
    told = _tried(WHATSAPP, State.SENT, sent_at=left)
    assert deciding.silent_from(told, left) == left + timedelta(minutes=5)
    assert deciding.in_flight(told, left)


def _later(after: Channel) -> Sequence[Channel]:
    """Return the channels that the standard cascade has after those named here, whichever are installed."""
    named = {EMAIL, WHATSAPP, SMS}
    return [each for each in route_of(READY, (), {after}).tries if each not in named]


def _usable(channel: Channel, *, beside: bool = False) -> Entry:
    return Entry(channel, beside, address_id=ANY, sender_id=ANY)


def _tried(
    channel: Channel,
    state: State,
    *,
    beside: bool = False,
    step: int = 0,
    planned_at: datetime = AT,
    sent_at: datetime | None = None,
    replied_at: datetime | None = None,
) -> Tried:
    attempt = Attempt(ANY, step, channel, beside, ANY, UUID(int=step), planned_at, planned_at + timedelta(minutes=5), replied_at=replied_at)
    return Tried(attempt, Standing(UUID(int=step), ANY, state, None, None, None, sent_at, None, None, None, None, None))


def _notice() -> Notice:
    return Notice(
        id=ANY,
        kind="ready",
        key="a",
        contact_id=ANY,
        address_id=None,
        subject_kind=None,
        subject_id=None,
        state=NoticeState.SENDING,
        reason=None,
        plan=None,
        joined_id=None,
        sealed=None,
        created_at=AT,
        expires_at=AT + timedelta(days=1),
        next_look=AT,
        ended_at=None,
    )
