"""Why (the third sentence of SPEC): where everybody of a campaign stands, in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.campaigns.service.outlook import waits_of
from tidings.campaigns.service.records import campaign
from tidings.campaigns.service.senders import lines_of
from tidings.campaigns.types import Campaign, Status, Step
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.messages import service as messages
from tidings.messages.types import State
from tidings.policy import service as policy

_WORDS = {
    "en": {
        "planned": "They wait for their turn.",
        "queued": "They wait in the queue.",
        "sending": "It is on its way to the provider.",
        "sent": "The provider took it.",
        "delivered": "It arrived.",
        "read": "They read it.",
    },
    "fr": {
        "planned": "Ils attendent leur tour.",
        "queued": "Ils attendent dans la file.",
        "sending": "Il est en route vers le fournisseur.",
        "sent": "Le fournisseur l'a pris.",
        "delivered": "Il est arrivé.",
        "read": "Ils l'ont lu.",
    },
}


_MAY_STILL_LEAVE = {State.PLANNED, State.QUEUED}


@dataclass(frozen=True, slots=True)
class Told:
    """A reason in words, and what to do."""

    sentence: str
    fix: str | None = None


_LOST_AT = {
    "en": {
        Step.ADDRESS: Told("They have no address for this channel.", "Add one, or reach them by another channel with a campaign of its own."),
        Step.SHARED: Told(
            "Somebody else of this campaign has the same address, and it gets one message.",
            "To write to each of them, set the campaign to reach each person before adding anybody.",
        ),
        Step.ALREADY: Told("They are in the campaign already.", "Nothing: they get it once, however often they are added."),
    },
    "fr": {
        Step.ADDRESS: Told("Ils n'ont pas d'adresse pour ce canal.", "Ajoutez-en une, ou joignez-les par un autre canal avec une autre campagne."),
        Step.SHARED: Told(
            "Une autre personne de cette campagne a la même adresse, qui reçoit un seul message.",
            "Pour écrire à chacune, réglez la campagne pour joindre chaque personne avant d'en ajouter.",
        ),
        Step.ALREADY: Told("Ils sont déjà dans la campagne.", "Rien : ils la reçoivent une fois, même ajoutés plusieurs fois."),
    },
}


@dataclass(frozen=True, slots=True)
class Reason:
    """People in one state for one reason; `until` is when the first of them may leave."""

    status: str
    reason: str | None
    people: int
    sentence: str
    fix: str | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Halt:
    """What keeps all that is left of a running campaign from leaving, by itself until a time or until a person acts.

    `said` is what the provider, or whoever stopped it, said of it.
    """

    code: str
    sentence: str
    fix: str | None
    until: datetime | None
    sender: str | None
    said: str | None


@dataclass(frozen=True, slots=True)
class Why:
    """A campaign, where everybody of it stands, and what stops it as a whole."""

    campaign: Campaign
    reasons: Sequence[Reason]
    halts: Sequence[Halt] = ()


async def why(unit: Unit, organisation_id: UUID, campaign_id: UUID, wanted: str | None = None) -> Why:
    """Count everybody by state and reason, in words, those who wait too. `wanted` are the reader's languages. Raises CampaignNotFound."""
    found = await campaign(unit, organisation_id, campaign_id)
    breakdown = await messages.breakdown(unit, organisation_id, campaign_id)
    counts = dict(breakdown.progress.counts)
    groups: list[tuple[State, str | None, int, datetime | None]] = []
    for state, reason, people in breakdown.reasons:
        groups.append((state, reason, people, None))
        counts[state] = counts.get(state, 0) - people
    for each in breakdown.put_off:
        groups.append((State.PLANNED, each.reason, each.messages, each.first_at))
        counts[State.PLANNED] -= each.messages
    waits = await waits_of(unit, organisation_id, found) if counts.get(State.PLANNED) else []
    for state, people in sorted(counts.items()):
        wait = waits[0] if waits and state is State.PLANNED else None
        if people > 0:
            groups.append((state, wait.code.value if wait else None, people, wait.until if wait else None))
    language = await _language(unit, organisation_id, wanted)
    told = _told({reason for _, reason, _, _ in groups if reason}, language)
    waiting = any(people > 0 and state in _MAY_STILL_LEAVE for state, _, people, _ in groups)
    halts = await _halts(unit, organisation_id, found, language) if waiting else []
    return Why(found, [_reason(group, told, language) for group in groups], halts)


async def reasons_told(unit: Unit, organisation_id: UUID, codes: Collection[str], wanted: str | None = None) -> Mapping[str, Told]:
    """Return reasons in words; a provider's own code stands for itself."""
    return _told(codes, await _language(unit, organisation_id, wanted))


async def steps_told(unit: Unit, organisation_id: UUID, wanted: str | None = None) -> Mapping[Step, Told]:
    """Return in words why people are lost at the steps that have no reasons of their own."""
    return _LOST_AT["fr" if (await _language(unit, organisation_id, wanted)).startswith("fr") else "en"]


async def names_of(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[UUID, str | None]:
    """Return people's names, None for those without one."""
    people = await contacts.people(unit, organisation_id, contact_ids)
    return {contact_id: " ".join(filter(None, (each.first_name, each.last_name))) or None for contact_id, each in people.items()}


async def _halts(unit: Unit, organisation_id: UUID, found: Campaign, language: str) -> list[Halt]:
    if found.status is not Status.ACTIVE:
        return []
    sender = (await lines_of(unit, organisation_id)).sender_of(found)
    waits = messages.in_the_way(await accounts.organisation(unit, organisation_id), sender, unit.at)
    told = _told({each.code.value for each in waits}, language)
    label = sender.label if sender else None
    return [Halt(code, told[code].sentence, told[code].fix, each.until, label, each.detail) for each in waits for code in (each.code.value,)]


async def _language(unit: Unit, organisation_id: UUID, wanted: str | None) -> str:
    return await accounts.language_for(unit, organisation_id, wanted)


def _told(codes: Collection[str], language: str) -> dict[str, Told]:
    explained = policy.explanations(codes, language)
    return {code: Told(explained[code].sentence, explained[code].fix) if code in explained else Told(code) for code in codes}


def _reason(group: tuple[State, str | None, int, datetime | None], told: Mapping[str, Told], language: str) -> Reason:
    state, reason, people, until = group
    words = told[reason] if reason else Told(_WORDS["fr" if language.startswith("fr") else "en"].get(state.word, state.word))
    return Reason(state.word, reason, people, words.sentence, words.fix, until)
