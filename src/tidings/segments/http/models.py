"""What the API of segments takes and answers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import ConfigDict, Field, StrictBool, StrictInt

from tidings.infra import web
from tidings.kernel.errors import Invalid
from tidings.segments import service
from tidings.segments.types import (
    Count,
    Judged,
    Kind,
    Listed,
    Member,
    Moved,
    Moves,
    Preview,
    Reason,
    Segment,
    SegmentVersion,
    Tree,
    Understood,
)

_TEXT = 'tag has "vip" and did "course viewed" at least 3 times in 30 days and not opened email in 60 days'
_AGREED = 'consent sms marketing of programme "newsletter" is granted'
_TREE: dict[str, Any] = {"version": 1, "where": {"kind": "tag", "name": "vip"}}
_PHONES: Any = ["+33612000001", "06 12 00 00 02"]

Conditions = Annotated[
    dict[str, Any] | None, Field(default=None, description='`{"version": 1, "where": {...}}`: docs/segments.md shows every kind of condition.')
]
ConditionsText = Annotated[web.Text | None, Field(default=None, max_length=100_000, description="The same as text.", examples=[_TEXT])]


def tree_of(tree: dict[str, Any] | None, text: str | None) -> Tree | None:
    """Read conditions in the one of two forms in which they came; None where they came in neither. Raises Invalid."""
    if tree is not None and text is not None:
        raise Invalid("segment_twice", "The conditions came twice.", field="text", fix="Send conditions or text.")
    if tree is not None:
        return service.read(tree)
    return service.parsed(text) if text is not None else None


class Asked(web.Input):
    """Conditions to try; nothing is saved."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": _TEXT}, {"text": _AGREED}]})

    conditions: Conditions
    text: ConditionsText
    sample: StrictInt = Field(default=10, ge=0, le=100, description="How many people to show, with the conditions that hold for each.")


class NewSegment(web.Input):
    """A segment to make; without conditions, a list."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Warm leads", "text": _TEXT}, {"name": "Readers", "text": _AGREED}, {"name": "Open day guests"}]}
    )

    name: web.Line
    description: web.Text = Field(default="", max_length=2_000)
    conditions: Conditions
    text: ConditionsText
    watched: StrictBool = Field(default=False, description="Whether who enters and leaves is recorded as events, every few minutes.")


class SegmentChanges(web.Input):
    """What to change; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Hot leads", "watched": True}]})

    name: web.Line | None = None
    description: Annotated[web.Text, Field(max_length=2_000)] | None = None
    conditions: Conditions
    text: ConditionsText
    watched: StrictBool | None = None
    archived: StrictBool | None = Field(default=None, description="Out of the way: not listed or watched, still in force where it is named.")

    def changes(self) -> service.Changes:
        """Return what was sent."""
        changes = service.Changes()
        if self.name is not None:
            changes["name"] = self.name
        if self.description is not None:
            changes["description"] = self.description
        if self.watched is not None:
            changes["watched"] = self.watched
        if self.archived is not None:
            changes["archived"] = self.archived
        tree = tree_of(self.conditions, self.text)
        if tree is not None:
            changes["where"] = tree
        return changes


class ConditionsSent(web.Input):
    """Conditions that are being written, in one of the two forms."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": _TEXT}, {"conditions": _TREE}]})

    conditions: Conditions
    text: ConditionsText


class PeopleToAdd(web.Input):
    """Who is to be put into a list: contacts, phone numbers in any usual way of writing, or everybody in a segment now. One of the three."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"phone_numbers": _PHONES}]})

    contact_ids: list[UUID] | None = Field(default=None, max_length=service.MOST_AT_ONCE)
    phone_numbers: list[web.Line] | None = Field(default=None, max_length=service.MOST_AT_ONCE)
    segment: web.Line | None = Field(default=None, description="Name or id.")


class PeopleToRemove(web.Input):
    """Who is to be taken out of a list."""

    contact_ids: list[UUID] = Field(max_length=service.MOST_AT_ONCE)


class UserShown(web.Output):
    """A segment that asks for another."""

    id: UUID
    name: str


class SegmentShown(web.Output):
    """A segment or a list."""

    id: UUID
    name: str
    kind: Kind
    description: str
    version: int
    watched: bool
    conditions: dict[str, Any] | None = Field(description="Null for a list. Other segments are named by their ids.")
    text: str | None = Field(description="The conditions as text, with names.", examples=[_TEXT])
    created_by: str
    created_at: datetime
    updated_at: datetime
    refreshed_at: datetime | None = Field(description="When a watched one was last compared with who was in it before.")
    archived_at: datetime | None
    size: int | None = Field(description="How many people were in it when it was last counted; null since its conditions or people changed.")
    counted_at: datetime | None
    used_by: list[UserShown] = Field(description="Segments that ask for it.")

    @classmethod
    def of(cls, segment: Segment, text: str | None, used_by: Sequence[tuple[UUID, str]]) -> Self:
        """Show a segment, with its conditions in both forms and who asks for it."""
        return cls(
            id=segment.id,
            name=segment.name,
            kind=segment.kind,
            description=segment.description,
            version=segment.version,
            watched=segment.watched,
            conditions=_conditions(segment.where),
            text=text,
            created_by=segment.created_by,
            created_at=segment.created_at,
            updated_at=segment.updated_at,
            refreshed_at=segment.refreshed_at,
            archived_at=segment.archived_at,
            size=segment.size,
            counted_at=segment.counted_at,
            used_by=[UserShown(id=segment_id, name=name) for segment_id, name in used_by],
        )


class VersionShown(web.Output):
    """What a segment was from a time on."""

    version: int
    name: str
    conditions: dict[str, Any] | None
    text: str | None = Field(description="The conditions as text, with the names that other segments have now.")
    actor: str
    at: datetime

    @classmethod
    def of(cls, version: SegmentVersion, text: str | None) -> Self:
        """Show a version, with its conditions in both forms."""
        return cls(version=version.version, name=version.name, conditions=_conditions(version.where), text=text, actor=version.actor, at=version.at)


class VersionsShown(web.Output):
    """What a segment was, newest first."""

    items: list[VersionShown]


class MemberShown(web.Output):
    """Somebody in a segment."""

    contact_id: UUID
    first_name: str | None
    last_name: str | None

    @classmethod
    def of(cls, member: Member) -> Self:
        """Show a member."""
        return cls.model_validate(member)


class ReasonShown(web.Output):
    """A condition, with "not" before it where the opposite is wanted, and whether that holds for somebody."""

    condition: str = Field(examples=['tag has "vip"'])
    holds: bool

    @classmethod
    def of(cls, reason: Reason) -> Self:
        """Show a reason."""
        return cls.model_validate(reason)


class JudgedShown(MemberShown):
    """Somebody who is meant, and why."""

    reasons: list[ReasonShown]

    @classmethod
    def why(cls, judged: Judged) -> Self:
        """Show somebody with the reasons."""
        shown = MemberShown.of(judged.member).model_dump()
        return cls(**shown, reasons=[ReasonShown.of(each) for each in judged.reasons])


class CountShown(web.Output):
    """How many people are in a segment now."""

    size: int
    warnings: list[str] = Field(description="Names in the conditions that nobody has.", examples=[['Nobody has the tag "vpi".']])

    @classmethod
    def of(cls, count: Count) -> Self:
        """Show a count."""
        return cls(size=count.size, warnings=list(count.warnings))


class PreviewShown(CountShown):
    """Whom conditions mean now."""

    conditions: dict[str, Any]
    text: str
    sample: list[JudgedShown]

    @classmethod
    def shown(cls, preview: Preview) -> Self:
        """Show a preview."""
        return cls(
            size=preview.size,
            warnings=list(preview.warnings),
            conditions=service.written(preview.where),
            text=preview.text,
            sample=[JudgedShown.why(each) for each in preview.sample],
        )


class FaultShown(web.Output):
    """What is not understood, and where."""

    message: str
    fix: str
    path: str | None = Field(description="Of the wrong condition in the tree.", examples=["where.of[1]"])
    place: int | None = Field(description="In the text, from 0.")


class UnderstoodShown(web.Output):
    """Conditions in both forms, or what is wrong with them."""

    conditions: dict[str, Any] | None
    text: str | None
    fault: FaultShown | None

    @classmethod
    def of(cls, understood: Understood) -> Self:
        """Show what was understood."""
        fault = FaultShown.model_validate(understood.fault) if understood.fault else None
        return cls(conditions=_conditions(understood.where), text=understood.text, fault=fault)


class TagsShown(web.Output):
    """Tags in use, those of most people first."""

    items: list[str]


class DayShown(web.Output):
    """How many came and went on a day of the organisation."""

    day: date
    entered: int
    left: int


class MoveShown(MemberShown):
    """Somebody who came or went."""

    entered: bool
    at: datetime


class MovesShown(web.Output):
    """Who entered a watched segment and who left it, newest first."""

    days: list[DayShown] = Field(description="Only days on which somebody did.")
    latest: list[MoveShown] = Field(description="At most 50.")

    @classmethod
    def of(cls, moves: Moves) -> Self:
        """Show who came and went."""
        latest = [MoveShown(**MemberShown.of(each.member).model_dump(), entered=each.entered, at=each.at) for each in moves.latest]
        return cls(days=[DayShown.model_validate(each) for each in moves.days], latest=latest)


class ListedShown(web.Output):
    """What became of people put into a list, or taken out."""

    changed: int
    unchanged: int = Field(description="Were in the list, or out of it, already.")
    unknown: list[str] = Field(description="Ids of nobody; numbers that are none, masked.")

    @classmethod
    def of(cls, listed: Listed) -> Self:
        """Show what became of them."""
        return cls(changed=listed.changed, unchanged=listed.unchanged, unknown=list(listed.unknown))


class MovedShown(web.Output):
    """How many came and went since a segment was last compared."""

    entered: int
    left: int
    first: bool = Field(description="Whether this is where the comparison starts: all are in it, and none has entered.")

    @classmethod
    def of(cls, moved: Moved) -> Self:
        """Show what was found."""
        return cls(entered=len(moved.entered), left=len(moved.left), first=moved.first)


def _conditions(where: Tree | None) -> dict[str, Any] | None:
    return None if where is None else service.written(where)
