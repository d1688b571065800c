"""What is amiss, in words. `tidings doctor` says the same, and looks further: at providers, keys and the address of callbacks."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from tidings.accounts.types import Organisation
from tidings.campaigns.types import Failing, Finding, FindingCode, HealthStatus
from tidings.channels.types import VARIABLES_GONE, ChannelsStatus, Connection, Sender, Status

NOTHING_LEAVES = frozenset({FindingCode.SENDING_STOPPED, FindingCode.NO_WORKER, FindingCode.NO_SENDER, FindingCode.NO_SENDER_OPEN})
_FALL_BACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to be looked at, at a time; `unconfirmed` messages wait for a person since `unconfirmed_since`.

    `language` is the reader's, such as "fr"; without one it is the organisation's.
    """

    at: datetime
    organisation: Organisation
    channels: ChannelsStatus
    workers: int
    unconfirmed: int = 0
    unconfirmed_since: datetime | None = None
    failing: Sequence[Failing] = ()
    language: str | None = None


def findings(scene: Scene) -> list[Finding]:
    """Return what is amiss, the worst first, in the reader's language."""
    words = _Words(scene.language or scene.organisation.locale)
    return [*_of_everything(scene, words), *_of_releases(scene, words), *_of_channels(scene, words), *_left_over(scene, words)]


def status_of(found: Sequence[Finding]) -> HealthStatus:
    """Say how bad it is."""
    if any(each.code in NOTHING_LEAVES for each in found):
        return HealthStatus.STOPPED
    return HealthStatus.ATTENTION if found else HealthStatus.OK


def held(sender: Sender, at: datetime) -> bool:
    """Say whether a sender is held: a hold that is over closes nothing."""
    return sender.held_until is not None and sender.held_until > at


def _of_everything(scene: Scene, words: "_Words") -> Iterator[Finding]:
    organisation = scene.organisation
    if organisation.stopped_at is not None:
        yield words.finding(FindingCode.SENDING_STOPPED, since=organisation.stopped_at, why=organisation.stopped_reason)
    if not scene.workers:
        yield words.finding(FindingCode.NO_WORKER)
    if not scene.channels.senders:
        yield words.finding(FindingCode.NO_SENDER)
    elif all(each.status is Status.STOPPED for each in scene.channels.senders):
        yield words.finding(FindingCode.NO_SENDER_OPEN)
    if organisation.allow_list_only:
        yield words.finding(FindingCode.ALLOW_LIST_ONLY)


def _of_releases(scene: Scene, words: "_Words") -> Iterator[Finding]:
    """Tell of campaigns whose release fails again and again, or of all of them where the organisation's does."""
    for each in scene.failing:
        named = {"name": each.name, "failures": each.failures, "until": f"{each.until:%Y-%m-%d %H:%M:%S} UTC", "error": each.error}
        code = FindingCode.RELEASE_FAILING if each.campaign_id else FindingCode.ALL_RELEASES_FAILING
        yield words.finding(code, since=each.since, subject_id=each.campaign_id, **named)


def _of_channels(scene: Scene, words: "_Words") -> Iterator[Finding]:
    """Tell of connections, and of senders that their connection does not speak for."""
    stopped = {each.id for each in scene.channels.connections if each.status is Status.STOPPED}
    for each in scene.channels.connections:
        if each.id in stopped:
            yield words.of(FindingCode.CONNECTION_STOPPED, FindingCode.CONNECTION_UNSET, each, name=each.name)
    for each in scene.channels.senders:
        named = {"name": each.label, "channel": each.channel.value}
        if each.connection_id in stopped:
            continue
        if each.status is Status.STOPPED:
            yield words.of(FindingCode.SENDER_STOPPED, FindingCode.SENDER_UNSET, each, **named)
        elif held(each, scene.at):
            until = f"{each.held_until:%Y-%m-%d %H:%M:%S} UTC"
            yield words.of(FindingCode.SENDER_HELD, FindingCode.SENDER_HELD, each, until=until, failures=each.failures, **named)


def _left_over(scene: Scene, words: "_Words") -> Iterator[Finding]:
    if scene.unconfirmed:
        yield words.finding(FindingCode.MESSAGES_UNCONFIRMED, since=scene.unconfirmed_since, count=scene.unconfirmed)
    if scene.channels.letters:
        yield words.finding(FindingCode.CALLBACKS_NOT_APPLIED, since=scene.channels.letters_since, count=scene.channels.letters)


class _Words:
    """The sentences of one language; one without any falls back to English."""

    def __init__(self, language: str) -> None:
        self._language = language[:2].lower()

    def finding(self, code: FindingCode, *, since: datetime | None = None, subject_id: UUID | None = None, **named: object) -> Finding:
        """Return a finding, about a thing or nothing in particular; `named` are put into its sentences."""
        said = self._say(code, {"id": subject_id, **named})
        return Finding(code, said["sentence"], said["fix"], subject_id, since)

    def of(self, code: FindingCode, unset: FindingCode, thing: Connection | Sender, **named: object) -> Finding:
        """Return a finding about a connection or sender; `unset` is its code where the operator took the variables away."""
        code = unset if thing.status_reason == VARIABLES_GONE else code
        said = self._say(code, {"why": thing.status_reason, "id": thing.id, **named})
        return Finding(code, said["sentence"], said["fix"], thing.id, thing.standing_since)

    def _say(self, code: FindingCode, named: Mapping[str, object]) -> Mapping[str, str]:
        words = _written()[code]
        chosen = words.get(self._language) or words[_FALL_BACK_LANGUAGE]
        values = {**named, "why": str(named.get("why") or chosen.get("unsaid", "")).rstrip(".")}
        return {what: text.format_map(values) for what, text in chosen.items()}


@cache
def _written() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = files("tidings.campaigns").joinpath("findings.toml").read_text(encoding="utf-8")
    words: Any = tomllib.loads(text)
    return words
