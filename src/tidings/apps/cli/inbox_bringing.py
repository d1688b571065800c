"""What an answer from a terminal brings beside its text: buttons, a menu, a place, a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from tidings.apps.cli.inputs import readable
from tidings.inbox.types import LONGEST_FILE, Menu, Row
from tidings.kernel.errors import Invalid
from tidings.ports.receipt import Place

Buttons = Annotated[list[str] | None, typer.Option("--button", help="A button below the text; up to three, of 20 characters.")]
MenuButton = Annotated[str | None, typer.Option("--menu", metavar="BUTTON", help="A menu below the text: what the button that opens it says.")]
Rows = Annotated[list[str] | None, typer.Option("--row", metavar="TITLE[|BELOW]", help="A row of the menu, up to ten; after | what stands below it.")]
At = Annotated[str | None, typer.Option("--place", metavar="NORTH,EAST", help="A place in degrees, such as 48.8566,2.3522; without a text.")]
PlaceName = Annotated[str, typer.Option("--place-name", help="What the place is called.")]
PlaceAddress = Annotated[str, typer.Option("--place-address", help="Where the place is, in words.")]
File = Annotated[Path | None, typer.Option("--file", help="A file to send, the text below it; - reads standard input.")]
FileName = Annotated[str | None, typer.Option("--file-name", help="What the file is called for them; else as it is called here.")]

_POLE, _DATE_LINE = 90.0, 180.0


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of this machine that goes with an answer."""

    name: str
    content: bytes = field(repr=False)


def menu_of(button: str | None, rows: Sequence[str]) -> Menu | None:
    """Return the menu that was written; None if none was. Wrong use where one of its two parts is missing."""
    if button is None and not rows:
        return None
    if button is None or not rows:
        raise typer.BadParameter("A menu has a button that opens it (--menu) and rows (--row).")
    titles = [row.partition("|") for row in rows]
    return Menu(button.strip(), [Row(title.strip(), below.strip()) for title, _, below in titles])


def place_of(at: str | None, name: str, address: str) -> Place | None:
    """Return the place that was written; None if none was. Raises Invalid for what is nowhere."""
    if at is None:
        if name or address:
            raise typer.BadParameter("Say where it is: --place 48.8566,2.3522.")
        return None
    north, _, east = at.partition(",")
    try:
        return Place(_degrees(north, _POLE), _degrees(east, _DATE_LINE), name.strip(), address.strip())
    except ValueError as error:
        fix = "Write degrees, north and east: 48.8566,2.3522."
        raise Invalid("place_invalid", f"{at[:40]!r} is no place.", field="place", fix=fix) from error


def _degrees(written: str, most: float) -> float:
    """Return an angle. Raises ValueError for what is none, or beyond `most` either way."""
    angle = float(written)
    if not abs(angle) <= most:  # NaN is beyond everything
        raise ValueError(written)
    return angle


def enclosed_of(file: Path | None, name: str | None) -> Enclosed | None:
    """Return a file with what is in it, no further than any channel carries; None if none was named."""
    if file is None:
        return None
    with readable(file) as opened, opened() as inside:
        return Enclosed(name or ("" if str(file) == "-" else file.name), inside.read(LONGEST_FILE + 1))


def brought(shown: Mapping[str, Any] | None) -> str:
    """Return in a line what an item brought, as the API shows it."""
    if not shown:
        return ""
    menu, place, file = shown["menu"], shown["place"], shown["file"]
    said = [f"[{each}]" for each in shown["buttons"]]
    said += [f"{menu['button']}: {' / '.join(row['title'] for row in menu['rows'])}"] if menu else []
    said += [" ".join(filter(None, (f"{place['latitude']},{place['longitude']}", place["name"], place["address"])))] if place else []
    return " ".join([*said, *([file["name"] or file["content_type"]] if file else [])])
