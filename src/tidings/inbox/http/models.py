"""What the inbox is sent and answers over HTTP about threads."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, StrictBool

from tidings.accounts.types import Caller, Scope
from tidings.conversations.types import AttachmentState, InboundMessage, ReadingKind
from tidings.inbox import service
from tidings.inbox.http.bringing import InboxBringsShown, InboxPlaceShown
from tidings.inbox.types import (
    NOBODY,
    Carries,
    Counts,
    Doing,
    EventWhat,
    Item,
    ItemKind,
    Listed,
    Opened,
    Presence,
    Status,
    ThreadEvent,
    Urgency,
    Way,
    WayState,
    Why,
)
from tidings.infra import web
from tidings.kernel.words import Channel
from tidings.messages.types import SaidTo
from tidings.policy import service as policy
from tidings.ports.receipt import AttachmentKind, InboundKind

Reads = Annotated[Caller, web.needs(Scope.INBOX_READ)]
Acts = Annotated[Caller, web.needs(Scope.INBOX_WRITE)]
Manages = Annotated[Caller, web.needs(Scope.INBOX_MANAGE)]

_LANGUAGES = ("en", "fr")


def in_words(code: str | None) -> dict[str, str]:
    """Return a reason in words, by language; nothing where it has none."""
    if code is None:
        return {}
    told = {language: policy.explanations([code], language).get(code) for language in _LANGUAGES}
    return {language: f"{each.sentence} {each.fix}" for language, each in told.items() if each is not None}


class InboxThreadShown(web.Output):
    """A conversation with one person over all channels."""

    id: UUID
    contact_id: UUID | None = Field(description="Null for somebody who wrote from what is no number; nothing can be sent there.")
    name: str | None = Field(description="Null for somebody without a name.", examples=["Ada Lovelace"])
    address: str | None = Field(description="From where they wrote last, masked.", examples=["+33 ······01"])
    preview: str = Field(description="What they wrote last, shortened.", examples=["Bonjour, à quelle heure ouvrez-vous ?"])
    status: Status
    why: Why = Field(description="Why it needs a person, or why not.")
    explanation: dict[str, str] = Field(description="The same in words, by language.", examples=[{"en": "They wrote.", "fr": "La personne a écrit."}])
    urgency: str = Field(description="none, or low, normal, high for what was escalated.", examples=["none"])
    assignee_id: UUID | None = Field(description="A user.")
    team_id: UUID | None
    snoozed_until: datetime | None
    waiting_since: datetime | None = Field(description="Since when they wait for an answer; null if they don't.")
    heard_at: datetime | None = Field(description="When they wrote last.")
    channel: Channel | None = Field(description="By which channel they wrote last.")
    moved_at: datetime = Field(description="When anything happened in it last.")
    unread: bool = Field(description="Whether they wrote something that the caller has not read.")
    mentioned: bool = Field(description="Whether a note names the caller that they have not seen.")
    seen_up_to: UUID = Field(description="Hand this back with a reply: it is refused if another agent answered since.", examples=[str(NOBODY)])

    @classmethod
    def of(cls, listed: Listed) -> Self:
        """Show a thread."""
        thread = listed.thread
        return cls(
            id=thread.id,
            contact_id=thread.contact_id,
            name=listed.name,
            address=listed.address,
            preview=listed.preview,
            status=thread.status,
            why=thread.why,
            explanation={language: service.told(thread.why, language) for language in _LANGUAGES},
            urgency=thread.urgency.word,
            assignee_id=thread.assignee_id,
            team_id=thread.team_id,
            snoozed_until=thread.snoozed_until,
            waiting_since=thread.waiting_since,
            heard_at=thread.heard_at,
            channel=thread.channel,
            moved_at=thread.moved_at,
            unread=listed.unread,
            mentioned=listed.mentioned,
            seen_up_to=thread.replied_id or NOBODY,
        )


class InboxWayShown(web.Output):
    """A channel by which they may be answered, or why not."""

    channel: Channel
    state: WayState = Field(description="`template` takes an approved template only.")
    reason: str | None = Field(description="Why it is closed, or takes templates only.", examples=["window_closed"])
    explanation: dict[str, str] = Field(description="The same in words, with what to do, by language.", examples=[{}])
    window_open_until: datetime | None = Field(description="Until when free text may go by WhatsApp.")
    carries: list[Carries] = Field(description="What a reply by it may be or bring now.")

    @classmethod
    def of(cls, way: Way) -> Self:
        """Show a channel."""
        return cls(
            channel=way.channel,
            state=way.state,
            reason=way.code,
            explanation=in_words(way.code),
            window_open_until=way.window_open_until,
            carries=[*service.carries(way)],
        )


class PresenceShown(web.Output):
    """Somebody who looks at a conversation or writes in it now."""

    user_id: UUID
    doing: Doing
    until: datetime = Field(description="When it is over unless it is told again.")

    @classmethod
    def of(cls, presence: Presence) -> Self:
        """Show a presence."""
        return cls(user_id=presence.user_id, doing=presence.doing, until=presence.until)


class InboxOpenedShown(InboxThreadShown):
    """A conversation with what stands around it."""

    ways: list[InboxWayShown] = Field(description="The channel of their last message first.")
    window_open_until: datetime | None = Field(description="Until when free text may go by WhatsApp.")
    present: list[PresenceShown]

    @classmethod
    def opened(cls, found: Opened) -> Self:
        """Show a thread and what stands around it."""
        shown = InboxThreadShown.of(found.listed)
        untils = [way.window_open_until for way in found.ways if way.window_open_until is not None]
        return cls(
            **shown.model_dump(),
            ways=[InboxWayShown.of(way) for way in found.ways],
            window_open_until=max(untils, default=None),
            present=[PresenceShown.of(each) for each in found.present],
        )


class InboxFileShown(web.Output):
    """A file that they sent; read it at /inbound/attachments/{id}."""

    id: UUID
    kind: AttachmentKind
    state: AttachmentState
    content_type: str
    name: str
    size: int | None
    shown: bool = Field(description="Whether a page may show it as it is; any other is only downloaded.")


class InboxHeardShown(web.Output):
    """What only a message from the person has."""

    kind: InboundKind
    sender: str = Field(examples=["+33612000001"])
    reading: ReadingKind
    why: str = Field(examples=["keyword: stop"])
    about: str | None = Field(description="The id of our item that they answer or react to; null where it is none of ours.")
    place: InboxPlaceShown | None
    files: list[InboxFileShown]

    @classmethod
    def of(cls, said: InboundMessage, about: str | None) -> Self:
        """Show what they said."""
        return cls(
            kind=said.kind,
            sender=said.sender,
            reading=said.reading.kind,
            why=said.reading.why,
            about=about,
            place=InboxPlaceShown.model_validate(said.place) if said.place else None,
            files=[InboxFileShown.model_validate(file) for file in said.attachments],
        )


class InboxSentShown(web.Output):
    """What only a message of ours has."""

    message_id: str = Field(description="As `GET /messages/{id}` explains it.")
    source: str = Field(description="What asked for it: a campaign, a notice, an agent, an answer of our own accord.", examples=["campaign"])
    name: str = Field(description="What the campaign or notice is called.", examples=["Spring"])
    state: str = Field(examples=["delivered"])
    reason: str | None = Field(examples=["window_closed"])
    explanation: dict[str, str] = Field(description="The reason in words, by language.", examples=[{}])
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None

    @classmethod
    def of(cls, said: SaidTo) -> Self:
        """Show where a message stands."""
        return cls(
            message_id=said.key.removesuffix(".0"),
            source=said.kind.value,
            name=said.name,
            state=said.state.word,
            reason=said.reason,
            explanation=in_words(said.reason),
            sent_at=said.sent_at,
            delivered_at=said.delivered_at,
            read_at=said.read_at,
        )


class InboxEventShown(web.Output):
    """What only an event has."""

    what: EventWhat
    detail: dict[str, Any] = Field(examples=[{"user_id": "019a9c3e-6f3b-7c1e-9a51-0242ac120002"}])

    @classmethod
    def of(cls, event: ThreadEvent) -> Self:
        """Show what happened."""
        return cls(what=event.what, detail=dict(event.detail))


class InboxItemShown(web.Output):
    """One item of a conversation; which of `heard`, `sent` and `event` is there hangs on its kind."""

    id: str
    kind: ItemKind = Field(description="`message` is ours and no agent wrote it; `note` is seen by the team alone.")
    at: datetime
    by: str | None = Field(description="Who wrote or did it: a user, a key, the machine.", examples=["user:019a9c3e-6f3b-7c1e-9a51-0242ac120002"])
    channel: Channel | None
    text: str | None = Field(description="Null where it is not known any more.", examples=["Bonjour, nous ouvrons à neuf heures."])
    mentions: list[UUID] = Field(description="Of a note: the users that it names.")
    heard: InboxHeardShown | None
    sent: InboxSentShown | None
    event: InboxEventShown | None
    brings: InboxBringsShown | None = Field(description="Of a reply: what it brought beside its text; null if nothing.")

    @classmethod
    def of(cls, item: Item) -> Self:
        """Show an item."""
        return cls(
            id=item.id,
            kind=item.kind,
            at=item.at,
            by=item.by,
            channel=item.channel,
            text=item.text,
            mentions=list(item.mentions),
            heard=InboxHeardShown.of(item.inbound, item.about) if item.inbound else None,
            sent=InboxSentShown.of(item.said) if item.said else None,
            event=InboxEventShown.of(item.event) if item.event else None,
            brings=InboxBringsShown.of(item.brings) if item.brings else None,
        )


class InboxCountsShown(web.Output):
    """How many conversations are open in each list."""

    class Of(web.Output):
        """How many of a team's are open."""

        team_id: UUID
        open: int

    mine: int
    unassigned: int
    all: int
    mentions: int = Field(description="Those with a note that names the caller and that they have not seen.")
    unread: int = Field(description="Of theirs and nobody's, those that they have not read.")
    teams: list[Of]

    @classmethod
    def of(cls, counts: Counts) -> Self:
        """Show counts."""
        teams = [cls.Of(team_id=team_id, open=threads) for team_id, threads in counts.teams.items()]
        return cls(mine=counts.mine, unassigned=counts.unassigned, all=counts.all, mentions=counts.mentions, unread=counts.unread, teams=teams)


class InboxThreadsShown(web.Output):
    """Conversations, and how far a search looked."""

    items: list[InboxThreadShown]
    next_cursor: str | None
    texts_searched: int | None = Field(description="Of a search: how many texts it looked through.")
    searched_since: datetime | None = Field(description="Of a search: how far back it looked; null if at all there are.")


class ThreadOpened(web.Input):
    """With whom to begin a conversation."""

    contact_id: UUID


class Assigned(web.Input):
    """Whose a conversation is."""

    user_id: UUID | None = Field(default=None, description="Null: nobody's.", examples=[None])
    team_id: UUID | None = Field(default=None, description="Null: no team's.")


class StatusSent(web.Input):
    """Where a conversation stands."""

    status: Status
    until: web.Moment | None = Field(default=None, description="The end of a snooze, and of nothing else.")


class Escalated(web.Input):
    """How urgent a conversation is."""

    urgency: Annotated[str, Field(pattern="^(none|low|normal|high)$")] = Field(
        description="`none` takes it back among the others.", examples=["high"]
    )
    reason: Annotated[str, Field(max_length=1000)] = Field(default="", description="Kept as a note.")
    team_id: UUID | None = Field(default=None, description="The team that is to see to it.")

    def degree(self) -> Urgency:
        """Return the urgency."""
        return Urgency[self.urgency.upper()]


class NoteSent(web.Input):
    """A note for the team."""

    text: Annotated[str, Field(min_length=1, max_length=10_000)] = Field(examples=["Elle passe demain."])
    mentions: list[UUID] = Field(
        default=[], max_length=50, description="Users that it names; the conversation is in their mentions until they see it."
    )


class PresenceSent(web.Input):
    """What one does in a conversation now; told again at least each 30 seconds."""

    doing: Doing | None = Field(default=None, description="Null: one has left.", examples=["writing"])


class ReadSent(web.Input):
    """Whether one has read a conversation."""

    read: StrictBool = Field(default=True, examples=[True])
