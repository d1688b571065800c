"""The words of consent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from tidings.contacts.types import Holder
from tidings.kernel.words import Channel, Purpose

Where = TypeVar("Where")

GENERAL = ""
"""The programme of what is agreed to as a whole, not by name."""


class ConsentStatus(StrEnum):
    """What a person said."""

    GRANTED = "granted"
    WITHDRAWN = "withdrawn"


class SuppressionScope(StrEnum):
    """What a suppression closes: everything on its channel, or marketing only."""

    ALL = "all"
    MARKETING = "marketing"


class SuppressionReason(StrEnum):
    """Why an address is closed; where several hold, the one that stands first here is told."""

    OPTED_OUT = "opted_out"
    COMPLAINED = "complained"
    IMPORTED = "imported"
    """Opted out at a former system."""
    MANUAL = "manual"
    ERASED = "erased"
    """Its owner was erased and is not to be written to, also when the address is brought in again."""
    INVALID_ADDRESS = "invalid_address"
    FAILING = "failing"
    HELD = "held"
    """Its owner may have opted out: marketing waits for a person to read it."""


_BROUGHT = frozenset({SuppressionReason.IMPORTED, SuppressionReason.MANUAL})


def weightiest(reasons: Iterable[tuple[Where, SuppressionReason]]) -> dict[Where, SuppressionReason]:
    """Return the one reason to tell for each address, however it is named."""
    order = list(SuppressionReason)
    told: dict[Where, SuppressionReason] = {}
    for place, reason in reasons:
        present = told.get(place)
        if present is None or order.index(reason) < order.index(present):
            told[place] = reason
    return told


class Derivation(StrEnum):
    """What a state follows from."""

    STATEMENT = "statement"
    """The person said so of exactly this channel, purpose and programme."""
    GENERAL = "general"
    """The person said so of the channel and purpose as a whole, which counts for the programme."""
    DEFAULT = "default"
    """Nobody said anything; `source` names the default."""


class BoxState(StrEnum):
    """How the box stood by which somebody agreed."""

    TICKED = "ticked"
    """The person ticked it."""
    UNTICKED = "unticked"
    PRE_TICKED = "pre_ticked"
    """No consent (GDPR, recital 32; CJEU C-673/17): refused."""
    NONE = "none"
    """There was no box: it was said, written or signed."""


@dataclass(frozen=True, slots=True)
class ConsentState:
    """What holds now: `source` said it, `at` is when the person did.

    A `status` of None says that nothing was said and that an opt-in is needed. Defaults have neither time nor event.
    `withdrawn_at` is when it was last withdrawn, also if it was granted again since. `agreed_at` is when the person themselves
    last agreed, also if more was said since; None where others attested alone.
    """

    status: ConsentStatus | None
    source: str
    at: datetime | None
    derives_from: Derivation = Derivation.STATEMENT
    event_id: UUID | None = None
    withdrawn_at: datetime | None = None
    agreed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What a state is of. The programme "" is everything that has no name of its own."""

    channel: Channel
    purpose: Purpose
    programme: str = GENERAL


@dataclass(frozen=True, slots=True)
class WordingRef:
    """A version of a wording in one language."""

    key: str
    version: int
    locale: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What people were shown. Never changed: another text is another version."""

    key: str
    version: int
    locale: str
    text: str
    created_at: datetime
    created_by: str

    @property
    def ref(self) -> WordingRef:
        """Return what a statement refers to."""
        return WordingRef(self.key, self.version, self.locale)


@dataclass(frozen=True, slots=True)
class Default:
    """What holds of somebody who never said anything, from a day on: allowed until they refuse (`on`), or only after an opt-in.

    `channel` is a word, or "*" for each; `source` is what it rests on.
    """

    name: str
    channel: str
    purpose: Purpose
    on: bool
    valid_from: date
    source: str
    source_fr: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A named series that people agree to by itself; `descriptions` are by locale."""

    key: str
    name: str
    descriptions: Mapping[str, str]
    created_at: datetime
    created_by: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a statement was made: facts/compliance asks for each of these where it is known. `rules.check_proof` bounds it.

    `address_id` is the address it was said for or from; `ip` and `url` (or `form_id`) say where, `seller` in whose favour;
    `channels` and `purposes` are what the person was told it would cover. `extra` holds plain JSON values of the caller's.
    """

    address_id: UUID | None = None
    box: BoxState | None = None
    url: str | None = None
    form_id: str | None = None
    ip: str | None = None
    locale: str | None = None
    seller: str | None = None
    channels: Sequence[Channel] = ()
    purposes: Sequence[Purpose] = ()
    extra: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said about consent: by whom it came, the wording shown, when (`at`, UTC) and the proof.

    The wording is free words, or a `version` with the words of that version. The programme "" is the general one.
    `attested` says that somebody vouches for many at once: that opens nothing which a person has closed.
    """

    channel: Channel
    purpose: Purpose
    status: ConsentStatus
    source: str
    wording: str | None
    at: datetime
    actor: str
    proof: Proof = field(default_factory=Proof)
    programme: str = GENERAL
    version: WordingRef | None = None
    attested: bool = False


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A row of a file: a statement, and whose it is, by an address as written or an id of another system."""

    address: str | None
    external_id: str | None
    statement: Statement


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that was left aside: its line in the file (the header is 1), the column (or `row`), why, and what to do."""

    line: int
    field: str
    code: str
    message: str
    fix: str | None


@dataclass(frozen=True, slots=True)
class ImportedConsents:
    """What became of rows: how many stand in the ledger (some stood there before), states that moved, rows left aside.

    `wrong` tells those that were left aside by line; of a file only the first (`service.MOST_TOLD`). `others` are the people for whom refusals
    count beside the one of each row, because they share its address.
    """

    recorded: int
    moved: int
    refused: int
    wrong: Sequence[WrongRow]
    others: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as it goes into the ledger. `counts` says that it is written down also where it repeats the present state."""

    id: UUID
    statement: Statement
    proof: Mapping[str, Any]
    wording_digest: bytes | None
    counts: bool


@dataclass(frozen=True, slots=True)
class ConsentEvent:
    """One line of the ledger; `proof` as it is stored. Where it was `erased`, source, wording and proof are gone.

    It `counts` unless the merge or the import that brought it was undone.
    """

    id: UUID
    channel: Channel
    purpose: Purpose
    programme: str
    status: ConsentStatus
    source: str
    wording: str | None
    version: WordingRef | None
    at: datetime
    recorded_at: datetime
    actor: str
    proof: Mapping[str, Any]
    erased: bool
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Suppression:
    """A closing to make. `lookup` is the address under the newest index key; `source` is what asked for it."""

    channel: Channel
    lookup: bytes
    scope: SuppressionScope
    reason: SuppressionReason
    source: str
    detail: str | None = None

    @property
    def list_name(self) -> str:
        """The list that it came with, by which it is taken back; empty for what somebody said themselves or a rule closes."""
        return self.source if self.reason in _BROUGHT else ""


@dataclass(frozen=True, slots=True)
class SuppressionRecord:
    """A closing that was made; it holds until `ends_at` (None: without end) or `lifted_at`."""

    id: UUID
    channel: Channel
    scope: SuppressionScope
    reason: SuppressionReason
    source: str
    detail: str | None
    at: datetime
    ends_at: datetime | None
    lifted_at: datetime | None
    lifted_by: str | None
    lift_reason: str | None
    lookup: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NamedSuppression:
    """A closing and whose address it closes; `holder` is None where only the look-up value is kept."""

    record: SuppressionRecord
    holder: Holder | None


@dataclass(frozen=True, slots=True)
class Wish:
    """A person's own STOP or START: their address under every live index key (newest last) and everybody who has it.

    `source` is "keyword" (their words) or "provider" (it was said to the provider).
    """

    lookups: Sequence[bytes]
    contact_ids: Sequence[UUID]
    at: datetime
    source: str
    proof: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class FailingRule:
    """An address is closed for `closed_days` when it fails softly `failures` times within `within_days`."""

    failures: int
    within_days: int
    closed_days: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A phone number that was left aside: its position in what was given, why, and what to do."""

    position: int
    code: str
    message: str
    fix: str | None


@dataclass(frozen=True, slots=True)
class Closing:
    """What became of phone numbers to close; `already` were closed for that reason before, or come twice."""

    closed: int
    already: int
    invalid: Sequence[Unreadable]


@dataclass(frozen=True, slots=True)
class ListLifted:
    """What became of a list's addresses: `lifted` are open again; `still_closed`, at least to marketing, by other lists or for other reasons."""

    lifted: int
    still_closed: int


@dataclass(frozen=True, slots=True)
class ConsentFile:
    """All about one contact's consent: what holds, what closes their addresses now, and all they ever said, newest first.

    `texts` are the words of the versions that their statements refer to.
    """

    states: Mapping[Place, ConsentState]
    suppressions: Sequence[SuppressionRecord]
    history: Sequence[ConsentEvent]
    texts: Mapping[WordingRef, str]
