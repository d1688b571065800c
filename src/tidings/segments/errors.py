"""What can go wrong with segments."""

from collections.abc import Sequence
from uuid import UUID

from tidings.kernel.errors import Conflict, Invalid, NotFound


class SegmentNotFound(NotFound):
    """No such segment."""

    def __init__(self, segment: UUID | str) -> None:
        super().__init__(
            "segment_not_found", f"There is no segment {segment}.", field="segment", fix="`GET /segments` and `tidings segments list` show all."
        )


class NameTaken(Conflict):
    """Two segments of one name could not be told apart by people."""

    def __init__(self, name: str) -> None:
        super().__init__("segment_name_taken", f'There is a segment or a list "{name}" already.', field="name", fix="Choose another name.")


class TreeInvalid(Invalid):
    """A tree that is not understood; the field is the path of the wrong node."""

    def __init__(self, message: str, field: str, fix: str = "docs/segments.md shows every condition.") -> None:
        super().__init__("segment_invalid", message, field=field, fix=fix)


class TextInvalid(Invalid):
    """A text that is not understood, from a place on (counted from 1); `expected` is what could stand there."""

    def __init__(self, text: str, place: int, found: str, expected: Sequence[str]) -> None:
        there = f'"{found}"' if found else "the end"
        pointed = f"At character {place + 1}, {there} is not understood: {_around(text, place)}"
        listed = ", ".join(dict.fromkeys(expected))
        super().__init__("segment_text_invalid", pointed, field="text", fix=f"Here could stand: {listed}.")
        self.place = place
        self.expected = tuple(expected)


class UnknownReference(Invalid):
    """A tree names a segment or a list that there is not."""

    def __init__(self, kind: str, name: str, field: str) -> None:
        super().__init__(
            "segment_unknown", f'There is no {kind} "{name}".', field=field, fix=f"Make the {kind} first, or correct its name; case does not matter."
        )


class Circle(Conflict):
    """A segment would ask for itself."""

    def __init__(self, names: Sequence[str]) -> None:
        way = " -> ".join(f'"{name}"' for name in names)
        super().__init__("segment_circle", f"The segment would ask for itself: {way}.", field="where", fix="Take one of these out of another.")


class TooManyConditions(Invalid):
    """A segment, with those it asks for, is larger than one statement should be."""

    def __init__(self, most: int) -> None:
        super().__init__(
            "segment_too_large",
            f"With the segments that it asks for, there are more than {most} conditions.",
            field="where",
            fix="Ask for fewer, or put people into a list and ask for that.",
        )


class InUse(Conflict):
    """A segment that others ask for can't be deleted."""

    def __init__(self, users: Sequence[str]) -> None:
        named = ", ".join(f'"{name}"' for name in users)
        super().__init__("segment_in_use", f"Other segments ask for it: {named}.", fix="Change these first.")


class NotThatKind(Conflict):
    """A list has no conditions, and a segment of conditions nobody is put into."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__("segment_kind", f'"{name}" is no {wanted}.', field="segment", fix=f"Name a {wanted}.")


def _around(text: str, place: int, reach: int = 24) -> str:
    start = max(0, place - reach)
    return f"{'...' if start else ''}{text[start:place]}>>>{text[place : place + reach]}"
