"""What holds of slots, offers and repairs after every schedule; each check returns a line for each breach."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from faults.books import Accepted
from faults.salon import HOLD
from faults.told import Attempt, Booking, Line, Notice
from tidings.waitlist.types import CUT_SHORT

if TYPE_CHECKING:
    from faults.invariants import Evidence

_BOOKED, _TAKEN, _DECLINED, _CANCELLED = (f"waitlist_{each}" for each in ("booked", "taken", "declined", "cancelled"))
_WITH_A_REASON = frozenset({"failed", "refused", "expired", "cancelled", "doubtful", "left_out"})
_ENDED = _WITH_A_REASON | {"delivered", "read", "answered", "sent", "grouped"}
_GOT = frozenset({"delivered", "read"})
_NOT_GOT = frozenset({"refused", "left_out", "cancelled"})
_ENOUGH = 4
"""Who repeats themselves is told the same of a slot so often, then a person sees it."""
_FOR_A_LOCK = timedelta(minutes=1)
"""Times are those at which a transaction began: of two that wait for one slot the later one may have the earlier time."""
_TELLS: Mapping[str, str] = {
    "diagnosing": "repair_update",
    "waiting_for_parts": "repair_update",
    "repairing": "repair_update",
    "ready": "repair_ready",
    "cancelled": "repair_cancelled",
    "unrepairable": "repair_unrepairable",
}
_OF_A_LINE: Mapping[str, frozenset[str]] = {
    "opened": frozenset({"repair_welcome", "repair_received"}),
    "estimated": frozenset({"repair_estimate"}),
    "agreed": frozenset({"repair_agreed"}),
    "declined": frozenset({"repair_cancelled"}),
    "unclear": frozenset({"repair_which"}),
}


def booked_once(evidence: "Evidence") -> Iterator[str]:
    """No slot has two bookings that stand, and no chair has two of them at one time."""
    told = evidence.told
    slots = {each.id: each for each in told.slots}
    standing = [each for each in told.bookings if each.state != "cancelled"]
    for slot_id, count in Counter(each.slot_id for each in standing).items():
        if count > 1:
            yield f"slot {slot_id} has {count} bookings"
    for one, other in combinations(standing, 2):
        first, second = slots[one.slot_id], slots[other.slot_id]
        if first.id == second.id or first.staff_id is None or first.staff_id != second.staff_id:
            continue
        if first.starts_at < second.ends_at and second.starts_at < first.ends_at:
            yield f"staff {first.staff_id} is booked twice: slots {first.id} and {second.id}"


def answered_once(evidence: "Evidence") -> Iterator[str]:
    """Every answer that our server acknowledged was taken in once, and has one reply; what a page told with 200 is so."""
    told = evidence.told
    taken = {each.provider_id: each for each in told.heard}
    counted = Counter(each.provider_id for each in told.heard)
    replies: dict[str, list[Notice]] = {}
    for notice in told.notices:
        if notice.kind.startswith("waitlist_"):
            replies.setdefault(notice.key, []).append(notice)
    for word in evidence.kept.words:
        if word.id not in evidence.books.heard:
            continue
        if counted[word.id] != 1:
            yield f"{word.number} wrote '{word.text}' ({word.id}), which was acknowledged and taken in {counted[word.id]} times"
            continue
        got = replies.get(str(taken[word.id].id), []) or _of_bookings(evidence, word.number, replies)
        if len(got) != 1 and not _told_enough(evidence, word.number):
            yield f"{word.number} wrote '{word.text}' ({word.id}, {taken[word.id].reading}) and has {len(got)} replies: {[each.kind for each in got]}"
    yield from _pages(evidence)


def replies_right(evidence: "Evidence") -> Iterator[str]:
    """Who is told that a slot is theirs has it at that moment; who is told that it is taken, or no more, has not."""
    bookings: dict[tuple[str, UUID], list[Booking]] = {}
    for each in evidence.told.bookings:
        bookings.setdefault((str(each.slot_id), each.contact_id), []).append(each)
    for notice in evidence.told.notices:
        theirs = bookings.get((notice.subject_id or "", notice.contact_id), [])
        has = any(each.held_at(notice.created_at) for each in theirs)
        just = any(abs(moment - notice.created_at) < _FOR_A_LOCK for each in theirs for moment in (each.booked_at, each.ended_at) if moment)
        if notice.kind == _BOOKED and not has and not just:
            yield f"{notice.contact_id} was told that slot {notice.subject_id} is booked for them, and it was not"
        if notice.kind in {_TAKEN, _DECLINED} and has and not just:
            yield f"{notice.contact_id} was told '{notice.kind}' of slot {notice.subject_id}, which they have"
        if notice.kind == _CANCELLED and not any(each.state == "cancelled" for each in theirs):
            yield f"{notice.contact_id} was told that their booking of slot {notice.subject_id} is cancelled, and none was"


def holds_end(evidence: "Evidence") -> Iterator[str]:
    """At rest no offer is open whose time is over."""
    at = evidence.told.at
    for each in evidence.told.offers:
        until = each.expires_at or each.offered_at + HOLD
        if each.state == "open" and at is not None and until < at:
            yield f"offer {each.id} is open, its time was over at {until:%d %b %H:%M:%S}, and it is {at:%d %b %H:%M:%S}"


def asked_once(evidence: "Evidence") -> Iterator[str]:
    """Nobody is asked twice about one slot, by the offers and by what the witness accepted; but for whom an offer ended because the slot was gone."""
    offers = evidence.told.offers
    again = Counter((str(each.slot_id), each.contact_id) for each in offers if each.state in CUT_SHORT)
    made = Counter((str(each.slot_id), each.contact_id) for each in offers if each.state not in CUT_SHORT)
    yield from (f"{contact_id} was asked {count} times about slot {slot_id}" for (slot_id, contact_id), count in made.items() if count > 1)
    asked = Counter((each.subject_id, each.contact_id) for each in evidence.told.notices if each.kind == "waitlist_offer" and _got(evidence, each))
    for (slot_id, contact_id), count in asked.items():
        if count > 1 + again[str(slot_id), contact_id]:
            yield f"{contact_id} got {count} offers of slot {slot_id}"


def told_by_one_channel(evidence: "Evidence") -> Iterator[str]:
    """What is to be told comes to an end, got once; by a second channel only after the first was silent for its time; else it says why not."""
    for notice in evidence.told.notices:
        if notice.state not in _ENDED and evidence.told.at is not None and notice.expires_at < evidence.told.at:
            yield f"notice {notice.id} ({notice.kind}) is {notice.state} for ever"
        if notice.state in _WITH_A_REASON and not notice.reason:
            yield f"notice {notice.id} ({notice.kind}) is {notice.state} without a reason"
        got = _got(evidence, notice)
        for (first, _), (second, _) in pairwise(got):
            if second.step == first.step:
                yield f"notice {notice.id} ({notice.kind}) was accepted twice by {first.channel}"
            elif second.planned_at < first.silent_at:
                both = f"{first.channel} ({first.word}) and, before that was silent for its time, by {second.channel}"
                yield f"notice {notice.id} ({notice.kind}) was got by {both}"
        if notice.state in _GOT and not got:
            yield f"notice {notice.id} ({notice.kind}) is {notice.state}, and nobody got anything of it"
        if notice.state == "answered" and not any(evidence.books.of(each.source_id) for each in evidence.told.attempts_of(notice)):
            yield f"notice {notice.id} ({notice.kind}) is answered, and was never accepted"
        if notice.state in _NOT_GOT and got:
            yield f"notice {notice.id} ({notice.kind}) is {notice.state} ({notice.reason}), and {got[0][1].message.id} was accepted for it"


def changes_told(evidence: "Evidence") -> Iterator[str]:
    """Each line of a ticket's history that tells something has one notice, of the right kind; each begins where the one before ended."""
    notices: dict[str, list[Notice]] = {}
    for notice in evidence.told.notices:
        notices.setdefault(":".join(notice.key.split(":")[:2]), []).append(notice)
    last: dict[UUID, Line] = {}
    for line in evidence.told.history:
        before = last.get(line.ticket_id)
        if line.before is not None and before is not None and line.before != before.status:
            yield f"ticket {line.ticket_id} went from {line.before} to {line.status}, and was {before.status}"
        last[line.ticket_id] = line
        wanted = _kinds_of(line)
        got = [each.kind for each in notices.get(f"{line.ticket_id}:{line.id}", [])]
        if wanted and (len(got) != 1 or got[0] not in wanted):
            yield f"ticket {line.ticket_id}: '{line.what}' to {line.status} was told as {got or 'nothing'}, not once as {sorted(wanted)}"


def counter_kept(evidence: "Evidence") -> Iterator[str]:
    """What the counter was answered is so: each reference opened one ticket, and each acknowledged change stands in the history."""
    tickets = evidence.told.tickets
    for reference, ticket in evidence.kept.tickets.items():
        if [str(each) for each in tickets.get(reference, ())] != [ticket]:
            yield f"'{reference}' was opened as {ticket}, and stands as {tickets.get(reference, ())}"
    made = Counter((str(each.ticket_id), each.status) for each in evidence.told.history if each.what in {"moved", "estimated"})
    for (ticket, status), count in Counter((each.ticket, each.status) for each in evidence.kept.changes).items():
        if made[ticket, status] < count:
            yield f"ticket {ticket}: {count} changes to {status} were acknowledged, the history has {made[ticket, status]}"


def _kinds_of(line: Line) -> frozenset[str]:
    if line.what == "moved":
        return frozenset({_TELLS[line.status]}) if line.status in _TELLS else frozenset()
    return _OF_A_LINE.get(line.what, frozenset())


def _got(evidence: "Evidence", notice: Notice) -> list[tuple[Attempt, Accepted]]:
    """Return what the witness accepted of a notice and did not fail, by the order of its channels."""
    return [
        (attempt, each)
        for attempt in evidence.told.attempts_of(notice)
        for each in evidence.books.of(attempt.source_id)
        if not each.failed
    ]  # fmt: skip


def _pages(evidence: "Evidence") -> Iterator[str]:
    """Each page that told somebody of their booking tells so of a booking of an offer of theirs."""
    booked = Counter(each.number for each in {(press.number, press.path): press for press in evidence.kept.presses if press.booked}.values())
    led = {each.offer_id for each in evidence.told.bookings}
    owners = evidence.kept.owners
    for number, count in booked.items():
        offers = [each for each in evidence.told.offers if str(each.contact_id) == owners.get(number) and each.id in led]
        if len(offers) < count:
            yield f"{number} was told by {count} pages that the slot is theirs, and {len(offers)} offers of theirs led to a booking"


def _of_bookings(evidence: "Evidence", number: str, replies: Mapping[str, list[Notice]]) -> list[Notice]:
    """Return what somebody was told of the end of a booking that no offer led to: the booking is its key, whoever ended it."""
    owner = evidence.kept.owners.get(number)
    theirs = [each for each in evidence.told.bookings if str(each.contact_id) == owner and each.offer_id is None and each.state == "cancelled"]
    return [reply for each in theirs[:1] for reply in replies.get(str(each.id), []) if reply.kind == _CANCELLED]


def _told_enough(evidence: "Evidence", number: str) -> bool:
    """Say whether somebody was told the same of a slot so often that no more is told."""
    owner = evidence.kept.owners.get(number)
    same: Sequence[tuple[str, str | None]] = [(each.kind, each.subject_id) for each in evidence.told.notices if str(each.contact_id) == owner]
    return any(count >= _ENOUGH for count in Counter(same).values())
