"""Made-up people: French mobile numbers in a row, a name and a course for each. Nobody behind them."""

import csv
import io

FIRST_NUMBER = 600_000_000
MOST = 30_000_000
"""From +33600000000 to +33629999999 every number is in a range in use."""
WATCHED = "+33629"
"""The beginning of numbers that no file holds: those of test sends."""

TEMPLATE = (
    'Bonjour {{ first_name | default("there") }}, your {{ attributes.course | default("first") }} course begins on Monday at 18:00.'
    " Reply STOP to opt out."
)
_COURSES = ("piano", "violin", "singing", "guitar", "drums")
HEADER = ("first_name", "phone", "attributes.course", "tags")


def number(place: int) -> str:
    """Return the number of the person at a place, E.164."""
    return f"+33{FIRST_NUMBER + place}"


def text(place: int) -> str:
    """Return what the template says to the person at a place."""
    return f"Bonjour {_name(place)}, your {_course(place)} course begins on Monday at 18:00. Reply STOP to opt out."


def file_of(first: int, count: int, tag: str) -> bytes:
    """Return a CSV file of people, all with one tag, as a shop exports it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADER)
    writer.writerows((_name(place), number(place), _course(place), tag) for place in range(first, first + count))
    return written.getvalue().encode()


def _name(place: int) -> str:
    return f"Person{place}"


def _course(place: int) -> str:
    return _COURSES[place % len(_COURSES)]
