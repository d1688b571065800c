"""Meta's checks of what goes free inside the service window beside text: buttons, lists, places and files."""

from typing import Any, cast
from urllib.parse import urlsplit

from tidings.simulator.books import Extra, Option, Spot
from tidings.simulator.meta_errors import Json, Refused

_MEDIA = ("image", "video", "audio", "document", "sticker")
_MOST_TEXT, _MOST_CAPTION = 1024, 1024
_MOST_BUTTONS, _MOST_TITLE, _MOST_ID = 3, 20, 256
_MOST_ROWS, _MOST_ROW_TITLE, _MOST_ROW_ID, _MOST_TOLD, _MOST_SECTIONS = 10, 24, 200, 72, 10


def read_extra(kind: str, content: Json) -> tuple[str, Extra | None]:
    """Return text and what comes beside it, of a message that is no text. Raises Refused."""
    if kind == "interactive":
        return _interactive(content)
    if kind == "location":
        return "", Extra(spot=_spot(content))
    if kind in _MEDIA:
        return _file(kind, content)
    return "", None


def _interactive(content: Json) -> tuple[str, Extra | None]:
    text = _part(content, "body").get("text")
    if not isinstance(text, str) or not 0 < len(text) <= _MOST_TEXT:
        raise Refused(131009, f"interactive.body.text must have between 1 and {_MOST_TEXT} characters.")
    kind, action = content.get("type"), _part(content, "action")
    if kind == "button":
        return text, Extra(options=_buttons(action))
    if kind == "list":
        opens = action.get("button")
        if not isinstance(opens, str) or not 0 < len(opens) <= _MOST_TITLE:
            raise Refused(131009, f"interactive.action.button must have between 1 and {_MOST_TITLE} characters.")
        return text, Extra(options=_rows(action), opens=opens)
    return text, None


def _buttons(action: Json) -> tuple[Option, ...]:
    given = _parts(action, "buttons")
    if not 1 <= len(given) <= _MOST_BUTTONS:
        raise Refused(131009, f"There must be between 1 and {_MOST_BUTTONS} buttons.")
    replies = [_part(each, "reply") for each in given]
    return _distinct([Option(_text(each, "id", _MOST_ID), _text(each, "title", _MOST_TITLE)) for each in replies], titles=True)


def _rows(action: Json) -> tuple[Option, ...]:
    sections = _parts(action, "sections")
    rows = [row for section in sections for row in _parts(section, "rows")]
    if not 1 <= len(sections) <= _MOST_SECTIONS or not 1 <= len(rows) <= _MOST_ROWS:
        raise Refused(131009, f"There must be between 1 and {_MOST_ROWS} rows in all.")
    return _distinct([_row(row) for row in rows])


def _row(row: Json) -> Option:
    told = _text(row, "description", _MOST_TOLD) if "description" in row else ""
    return Option(_text(row, "id", _MOST_ROW_ID), _text(row, "title", _MOST_ROW_TITLE), told)


def _distinct(options: list[Option], *, titles: bool = False) -> tuple[Option, ...]:
    if len({each.id for each in options}) < len(options) or (titles and len({each.title for each in options}) < len(options)):
        raise Refused(131009, "Ids and titles must not come twice.")
    return tuple(options)


def _spot(content: Json) -> Spot:
    try:
        latitude, longitude = float(str(content.get("latitude"))), float(str(content.get("longitude")))
    except ValueError as error:
        raise Refused(131009, "location.latitude and location.longitude must be numbers.") from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees
        raise Refused(131009, "location.latitude or location.longitude is out of range.")
    return Spot(latitude, longitude, str(content.get("name", "")), str(content.get("address", "")))


def _file(kind: str, content: Json) -> tuple[str, Extra | None]:
    link, caption = content.get("link"), content.get("caption", "")
    if not isinstance(caption, str) or len(caption) > _MOST_CAPTION or (caption and kind in {"audio", "sticker"}):
        raise Refused(131009, f"{kind}.caption does not fit.")
    if link is None and isinstance(content.get("id"), str):
        return caption, None
    if not isinstance(link, str) or urlsplit(link).scheme not in {"http", "https"}:
        raise Refused(131009, f"{kind}.link must be an address by http or https.")
    return caption, Extra(link=link, name=str(content.get("filename", "")), kind=kind)


def _text(given: Json, name: str, most: int) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= most:
        raise Refused(131009, f"{name} must have between 1 and {most} characters.")
    return value


def _part(given: Json, name: str) -> Json:
    value: Any = given.get(name)
    if not isinstance(value, dict):
        raise Refused(131008, f"Parameter {name} is required.")
    return cast("Json", value)


def _parts(given: Json, name: str) -> list[Json]:
    value: Any = given.get(name)
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in cast("list[object]", value)):
        raise Refused(131008, f"Parameter {name} is required.")
    return cast("list[Json]", value)
