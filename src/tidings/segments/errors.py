"""What can go wrong with segments, in English and French: who writes conditions reads these beside them."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tidings.kernel.errors import Conflict, Invalid, NotFound

_KINDS: Final = {"list": "liste", "watched segment": "segment suivi", "segment of conditions": "segment à conditions"}
_PIECES: Final = {
    "a word": "un mot",
    "a number": "un nombre",
    "a whole number": "un nombre entier",
    "a date YYYY-MM-DD": "une date AAAA-MM-JJ",
    "( or )": "( ou )",
    'a text in "quotes"': 'un texte entre "guillemets droits"',
    'a text in "quotes", a number, a date YYYY-MM-DD': 'un texte entre "guillemets droits", un nombre, une date AAAA-MM-JJ',
    'a text with a closing "': 'un texte fermé par "',
    'a text in straight double quotes, "like this"': 'un texte entre guillemets droits, "comme ceci"',
    "the name of a property": "le nom d'une propriété",
    "the name of an attribute": "le nom d'un attribut",
    "the end": "la fin",
}
"""What could stand in a text, in French; words of the text form itself are English in both."""


class SegmentNotFound(NotFound):
    """No such segment."""

    def __init__(self, segment: UUID | str) -> None:
        super().__init__(
            "segment_not_found",
            f"There is no segment {segment}.",
            field="segment",
            fix="`GET /segments` and `tidings segments list` show all.",
            french=(f"Il n'y a pas de segment {segment}.", "`GET /segments` et `tidings segments list` les montrent tous."),
        )


class NameTaken(Conflict):
    """Two segments of one name could not be told apart by people."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "segment_name_taken",
            f'There is a segment or a list "{name}" already.',
            field="name",
            fix="Choose another name.",
            french=(f'Il y a déjà un segment ou une liste "{name}".', "Choisissez un autre nom."),
        )


class TreeInvalid(Invalid):
    """A tree that is not understood; the field is the path of the wrong node."""

    def __init__(self, message: str, field: str, fix: str = "docs/segments.md shows every condition.") -> None:
        french = (f"Cette condition n'est pas comprise : {message}", "docs/segments.md montre chaque condition.")
        super().__init__("segment_invalid", message, field=field, fix=fix, french=french)


class TooDeep(TreeInvalid):
    """Conditions inside conditions, more than a person can follow."""

    def __init__(self, most: int) -> None:
        Invalid.__init__(
            self,
            "segment_invalid",
            f"Conditions are nested more than {most} deep.",
            field="where",
            fix="Put inner parts into segments of their own.",
            french=(f"Plus de {most} conditions sont emboîtées les unes dans les autres.", "Faites des parties intérieures des segments à elles."),
        )


class TextInvalid(Invalid):
    """A text that is not understood, from a place on (counted from 1); `expected` is what could stand there."""

    def __init__(self, text: str, place: int, found: str, expected: Sequence[str]) -> None:
        wanted, around = list(dict.fromkeys(expected)), _around(text, place)
        there, here = (f'"{found}"', f'"{found}"') if found else ("the end", "la fin")
        listed = ", ".join(_PIECES.get(each, each) for each in wanted)
        super().__init__(
            "segment_text_invalid",
            f"At character {place + 1}, {there} is not understood: {around}",
            field="text",
            fix=f"Here could stand: {', '.join(wanted)}.",
            french=(f"Au caractère {place + 1}, {here} n'est pas compris : {around}", f"Ici pourrait se trouver : {listed}."),
        )
        self.place = place
        self.expected = tuple(expected)


class UnknownReference(Invalid):
    """A tree names a segment or a list that there is not."""

    def __init__(self, kind: str, name: str, field: str) -> None:
        super().__init__(
            "segment_unknown",
            f'There is no {kind} "{name}".',
            field=field,
            fix=f"Make the {kind} first, or correct its name; case does not matter.",
            french=(f'Il n\'y a pas de {_KINDS.get(kind, kind)} "{name}".', "Faites-le d'abord, ou corrigez son nom ; la casse ne compte pas."),
        )


class Circle(Conflict):
    """A segment would ask for itself."""

    def __init__(self, names: Sequence[str]) -> None:
        way = " -> ".join(f'"{name}"' for name in names)
        super().__init__(
            "segment_circle",
            f"The segment would ask for itself: {way}.",
            field="where",
            fix="Take one of these out of another.",
            french=(f"Le segment se demanderait lui-même : {way}.", "Retirez l'un d'eux d'un autre."),
        )


class TooManyConditions(Invalid):
    """A segment, with those it asks for, is larger than one statement should be."""

    def __init__(self, most: int) -> None:
        super().__init__(
            "segment_too_large",
            f"With the segments that it asks for, there are more than {most} conditions.",
            field="where",
            fix="Ask for fewer, or put people into a list and ask for that.",
            french=(
                f"Avec les segments qu'il demande, il y a plus de {most} conditions.",
                "Demandez-en moins, ou mettez des personnes dans une liste et demandez celle-ci.",
            ),
        )


class InUse(Conflict):
    """A segment that others ask for can't be deleted."""

    def __init__(self, users: Sequence[str]) -> None:
        named = ", ".join(f'"{name}"' for name in users)
        super().__init__(
            "segment_in_use",
            f"Other segments ask for it: {named}.",
            fix="Change these first.",
            french=(f"D'autres segments le demandent : {named}.", "Changez-les d'abord."),
        )


class NotThatKind(Conflict):
    """A list has no conditions, and a segment of conditions nobody is put into."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(
            "segment_kind",
            f'"{name}" is no {wanted}.',
            field="segment",
            fix=f"Name a {wanted}.",
            french=(f'"{name}" n\'est pas de ce genre : {_KINDS.get(wanted, wanted)}.', f"Nommez-en un qui le soit : {_KINDS.get(wanted, wanted)}."),
        )


def _around(text: str, place: int, reach: int = 24) -> str:
    start = max(0, place - reach)
    return f"{'...' if start else ''}{text[start:place]}>>>{text[place : place + reach]}"
