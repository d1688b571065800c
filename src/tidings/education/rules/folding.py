"""What a batch of rows makes of what is known: which statuses or stages are new, and where everybody stands then.

A history is a set of (status, when it began); the newest says where somebody stands. So files may be told twice, late and in any order.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid5

from tidings.education import errors
from tidings.education.types import Change, Course, CourseStatus, EnrolmentStatus, Kind, Stage, Standing, ToldRow

_IDS = UUID("b7c6c7f4-93c5-5f0d-8b57-2d8a4f1f6a10")
_TAKES_A_PLACE = frozenset({EnrolmentStatus.ACTIVE.value, EnrolmentStatus.PAUSED.value})

Place = tuple[UUID, str]
"""A person and the key of a course."""


def change_id(kind: Kind, place: Place, word: str, at: datetime) -> UUID:
    """Return the id of a status or stage, made of all that it says: told twice it is one."""
    return uuid5(_IDS, f"{kind} {place[0]} {word} {at.timestamp():.6f} {place[1]}")


@dataclass
class Fold:
    """Takes rows one by one, in the order in which things began, and gathers what they change."""

    kind: Kind
    now: datetime
    courses: Mapping[str, Course]
    known: Collection[UUID]
    standing: dict[Place, Standing]
    changes: list[Change] = field(default_factory=list[Change])
    touched: set[Place] = field(default_factory=set[Place])
    enrolled: list[Change] = field(default_factory=list[Change])
    """Those by which somebody became active for the first time."""
    _taken: dict[str, int] = field(default_factory=dict[str, int])

    def take(self, row: ToldRow, contact_id: UUID) -> bool:
        """Take a row and say whether it changes anything. Raises Invalid if it may not be."""
        place = (contact_id, row.course)
        present = self.standing.get(place)
        word = row.word or (present.word if present else Stage.NEW.value)
        at = row.at or self.now
        moved = self._moves(place, present, word, at)
        if moved:
            self._move(place, present, word, at, row.reason)
        return self._describe(place, row) or moved

    def _moves(self, place: Place, present: Standing | None, word: str, at: datetime) -> bool:
        if present is not None and word == present.word and at >= present.since:
            return False
        return change_id(self.kind, place, word, at) not in self.known

    def _move(self, place: Place, present: Standing | None, word: str, at: datetime, reason: str) -> None:
        late = present is not None and at < present.since
        if not late:
            self._check(self.courses[place[1]], present, word)
        change = Change(change_id(self.kind, place, word, at), *place, word, present.word if present and not late else None, at, reason)
        after = replace(present, word=word, since=at) if present else Standing(word, at)
        if late and present is not None:
            after = present
        if word == EnrolmentStatus.ACTIVE and self.kind is Kind.ENROLMENT and (after.enrolled_at is None or at < after.enrolled_at):
            if after.enrolled_at is None:
                self.enrolled.append(change)
            after = replace(after, enrolled_at=at)
        self.changes.append(change)
        self.standing[place] = after
        self.touched.add(place)

    def _check(self, course: Course, present: Standing | None, word: str) -> None:
        """Refuse what the course does not take, and count its places."""
        if self.kind is Kind.LEAD:
            return
        if course.status is CourseStatus.CANCELLED and word in {*_TAKES_A_PLACE, EnrolmentStatus.APPLIED}:
            raise errors.course_cancelled()
        if word == EnrolmentStatus.APPLIED and course.status is not CourseStatus.OPEN:
            raise errors.course_not_open()
        before = present is not None and present.word in _TAKES_A_PLACE
        taken = self._taken.setdefault(course.key, course.taken)
        if word in _TAKES_A_PLACE and not before and course.capacity is not None and taken >= course.capacity:
            raise errors.course_full(course.capacity)
        self._taken[course.key] = taken + (word in _TAKES_A_PLACE) - before

    def _describe(self, place: Place, row: ToldRow) -> bool:
        """Write where a lead came from and who looks after it."""
        present = self.standing.get(place)
        if present is None or self.kind is not Kind.LEAD:
            return False
        source, owner = (present.source if row.source is None else row.source), (present.owner if row.owner is None else row.owner)
        if (source, owner) == (present.source, present.owner):
            return False
        self.standing[place] = replace(present, source=source, owner=owner)
        self.touched.add(place)
        return True


def check_course(row: ToldRow, courses: Mapping[str, Course]) -> None:
    """Refuse a row of a course that is not there. Raises Invalid."""
    if row.course not in courses:
        raise errors.course_unknown(row.course)
