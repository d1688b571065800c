"""Frequency caps: how many marketing messages a person may get in a rolling window, over all campaigns."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel
from tidings.limits.types import Sending
from tidings.policy.rules.data import table
from tidings.policy.types import Cap

_DATA = table("caps.toml")
_MOST, _MOST_HOURS = 1_000, 24 * 92
"""Sendings are remembered for 92 days (limits)."""
_WEEK_HOURS = 7 * 24
_LOOK_AGAIN = timedelta(hours=1)
"""What is on its way has no end yet."""

LONGEST_PUT_OFF = timedelta(days=_DATA["put_off"]["days"])
"""How long a message may be put off without a time between at which it might have left; then it expires."""


def default_caps() -> Sequence[Cap]:
    """Return the caps of an organisation that has set none; those over channels that are not built count nothing."""
    known = {channel.value: channel for channel in Channel}
    return [
        Cap(frozenset(known[name] for name in entry["channels"] if name in known), entry["most"], entry["hours"])
        for entry in _DATA["cap"]
        if known.keys() & set(entry["channels"])
    ]


def personal(most: int) -> Sequence[Cap]:
    """Return the cap of a person who wants so many messages in seven days, over all channels."""
    return [Cap(frozenset(), most, _WEEK_HOURS)]


def concerned(caps: Sequence[Cap], channel: Channel) -> list[Cap]:
    """Return the caps that count messages of a channel."""
    return [cap for cap in caps if cap.counts(channel)]


def of_others(sendings: Sequence[Sending], own: UUID | None) -> dict[UUID, list[Sending]]:
    """Return by contact what counts for the source `own`: what it has sent them itself, or is about to, counts only for other sources."""
    sent: dict[UUID, list[Sending]] = {}
    for each in sendings:
        if each.source_id != own:
            sent.setdefault(each.contact_id, []).append(each)
    return sent


def reached(caps: Mapping[UUID, Sequence[Cap]], sent: Mapping[UUID, Sequence[Sending]], at: datetime) -> dict[UUID, datetime]:
    """Return whose caps (by contact) are reached by what they were sent, with the moment at which another message may leave."""
    ends: dict[UUID, datetime] = {}
    for contact_id, theirs in sent.items() if caps else ():
        until = _until(caps.get(contact_id, ()), theirs, at)
        if until is not None:
            ends[contact_id] = until
    return ends


def _until(caps: Sequence[Cap], sent: Sequence[Sending], at: datetime) -> datetime | None:
    near = [cap for cap in caps if cap.most <= len(sent)]
    ends = [_end(cap, [each.at for each in sent if cap.counts(Channel(each.channel))], at) for cap in near]
    return max((end for end in ends if end is not None), default=None)


def _end(cap: Cap, times: Sequence[datetime | None], at: datetime) -> datetime | None:
    """Return when a window has room again, None if it has room now."""
    window = timedelta(hours=cap.hours)
    counted = [each for each in times if each is None or each > at - window]
    if len(counted) < cap.most:
        return None
    # The last of those that must fall out; what is on its way does so after all others.
    place, known = len(counted) - cap.most, sorted(each for each in counted if each is not None)
    return known[place] + window if place < len(known) else at + _LOOK_AGAIN


def longest(caps: Iterable[Cap]) -> timedelta:
    """Return how far back the caps look."""
    return timedelta(hours=max((cap.hours for cap in caps), default=0))


def check_cap(cap: Cap, place: int) -> None:
    """Raise Invalid for a cap that could not be meant."""
    for value, most, field in ((cap.most, _MOST, "most"), (cap.hours, _MOST_HOURS, "hours")):
        if not 1 <= value <= most:
            raise Invalid("cap_invalid", f"{field} can't be {value}.", field=f"caps[{place}].{field}", fix=f"Give a whole number from 1 to {most}.")
