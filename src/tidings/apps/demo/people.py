"""A file of customers as a shop would export it: ten thousand people who can be reached, among rows that repeat or can't be used.

Nobody in it exists. The same seed gives the same file, and what is wrong with it is known beforehand, so that the answers of an import
and of the campaign API can be held against it.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tidings.apps.demo.names import FIRST_NAMES, LANDS, LEVELS, SURNAME_BEGINNINGS, SURNAME_ENDS, SURNAME_MIDDLES, Land
from tidings.kernel.errors import Invalid
from tidings.kernel.phone import Phone, parse

REGION = "FR"
"""Whose way of writing a number without country code is in."""

HEADER = ("Prénom", "Nom", "Téléphone mobile", "Ville", "Niveau client")
SEED = 2026
PEOPLE = 10_000
DUPLICATES = 120

UNUSABLE: Mapping[str, Sequence[str]] = {
    "too_short": ("06 00 00 12", "0750 00", "06.00.01.2"),
    "too_long": ("06 00 00 12 34 56", "+33 6 00 00 12 345 6"),
    "damaged_by_spreadsheet": ("3,36E+10", "3.36E+10"),
    "not_a_number": ("voir fiche", "pas de portable"),
    "not_valid_in_region": ("06 39 98 12 34", "00 00 00 00 00"),
    "several_numbers": ("06 00 00 12 34 / 07 50 00 12 34", "06 00 00 12 34 ou 06 00 00 12 35"),
    "no_address": ("", "   "),
}
"""Cells that lead to nobody, by the code with which they are refused."""
_ROWS_EACH = 10

Row = tuple[str, str, str, str, str]
"""First name, last name, phone as written, town, level."""


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """The rows in their order, and what is known of them: numbers of the people (E.164), how many rows repeat, how many are unusable and why."""

    rows: Sequence[Row]
    numbers: Sequence[str]
    duplicates: int
    unusable: Mapping[str, int]

    @property
    def written_numbers(self) -> list[str]:
        """The column of phones as it stands in the file, without empty cells."""
        return [written for _, _, written, _, _ in self.rows if written.strip()]

    def content(self) -> bytes:
        """Return the file as a French spreadsheet writes it: semicolons, UTF-8 with a mark."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(self.rows)
        return text.getvalue().encode("utf-8-sig")


def customers(people: int = PEOPLE, *, duplicates: int = DUPLICATES, seed: int = SEED) -> CustomerFile:
    """Make the file: `people` who can be reached, `duplicates` rows that write one of their numbers in another way, and unusable rows."""
    random = Random(seed)  # noqa: S311 - the same file each time is what is wanted
    phones = _phones(random, people)
    rows = [_row(random, land, random.choice(_WRITINGS)(phone)) for land, phone in phones]
    for place in random.sample(range(people), duplicates):
        first, last, _, town, level = rows[place]
        rows.append((first.upper(), last.upper(), random.choice(_WRITINGS)(phones[place][1]), town, level))
    for cells in UNUSABLE.values():
        rows += [_row(random, LANDS[0], cells[place % len(cells)]) for place in range(_ROWS_EACH)]
    random.shuffle(rows)
    return CustomerFile(rows, [phone.e164 for _, phone in phones], duplicates, dict.fromkeys(UNUSABLE, _ROWS_EACH))


def _phones(random: Random, people: int) -> list[tuple[Land, Phone]]:
    """Draw different numbers, over the lands in their shares."""
    drawn: dict[str, tuple[Land, Phone]] = {}
    lands = [land for land in LANDS for _ in range(land.people)]
    for place in range(people):
        land = lands[place * len(lands) // people]
        phone = _phone(random, land)
        while phone is None or phone.e164 in drawn:
            phone = _phone(random, land)
        drawn[phone.e164] = (land, phone)
    return list(drawn.values())


def _phone(random: Random, land: Land) -> Phone | None:
    """Draw a number of a land's ranges; None if it is not one in use."""
    written = "".join(str(random.randrange(10)) if sign == "#" else sign for sign in random.choice(land.ranges))
    try:
        return parse(written, land.region)
    except Invalid:
        return None


def _row(random: Random, land: Land, written: str) -> Row:
    first = random.choice(FIRST_NAMES[land.first_names])
    last = random.choice(SURNAME_BEGINNINGS) + random.choice(SURNAME_MIDDLES) + random.choice(SURNAME_ENDS)
    return first, last, written, random.choice(land.towns), random.choice(LEVELS)


def _home(phone: Phone, separator: str) -> str:
    """Return a French number as its owner writes it; others are always written with their country code."""
    return phone.national.replace(" ", separator) if phone.region == REGION else phone.international


def _without_zero(phone: Phone) -> str:
    """Return what a spreadsheet leaves of a French number when it takes it for a number."""
    return phone.e164[3:] if phone.region == REGION else phone.e164


def _with_bracket(phone: Phone) -> str:
    return phone.international.replace("+33 ", "+33 (0)")


_WRITINGS: Sequence[Callable[[Phone], str]] = (
    lambda phone: phone.e164,
    lambda phone: phone.international,
    lambda phone: "00" + phone.e164[1:],
    lambda phone: _home(phone, " "),
    lambda phone: _home(phone, "."),
    lambda phone: _home(phone, "-"),
    lambda phone: _home(phone, "\N{NARROW NO-BREAK SPACE}"),
    lambda phone: _home(phone, ""),
    _without_zero,
    _with_bracket,
)
