"""Twilio's Content API: what a message of WhatsApp brings beside its text inside the service window."""

from typing import Any, cast

import orjson

from tidings.simulator.books import Extra, Option, Spot
from tidings.simulator.twilio_errors import Refused

Json = dict[str, Any]

_UNFIT = 21656
"""Twilio's word for content that does not fit; of the Content API's own refusals no list is public."""
_MOST_BODY = 1024
_MOST_BUTTONS, _MOST_TITLE = 3, 20
_MOST_ROWS, _MOST_ROW, _MOST_TOLD, _MOST_ID = 10, 24, 72, 200


def read_content(body: bytes) -> tuple[str, Extra]:
    """Return text and what comes beside it, of a request to keep content of a type that goes in session. Raises Refused."""
    try:
        given: Any = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refused(_UNFIT) from error
    types = _object(given).get("types")
    if not isinstance(_object(given).get("language"), str) or len(_object(types)) != 1:
        raise Refused(_UNFIT)
    ((kind, told),) = _object(types).items()
    reader = _READERS.get(kind)
    if reader is None:
        raise Refused(_UNFIT)
    return reader(_object(told))


def _quick_reply(told: Json) -> tuple[str, Extra]:
    actions = [_object(each) for each in _list(told, "actions", _MOST_BUTTONS)]
    options = tuple(Option(_text(each, "id", _MOST_ID), _text(each, "title", _MOST_TITLE)) for each in actions)
    return _text(told, "body", _MOST_BODY), Extra(options=options)


def _list_picker(told: Json) -> tuple[str, Extra]:
    rows = [_object(each) for each in _list(told, "items", _MOST_ROWS)]
    options = tuple(
        Option(_text(row, "id", _MOST_ID), _text(row, "item", _MOST_ROW), _text(row, "description", _MOST_TOLD) if "description" in row else "")
        for row in rows
    )
    return _text(told, "body", _MOST_BODY), Extra(options=options, opens=_text(told, "button", _MOST_TITLE))


def _location(told: Json) -> tuple[str, Extra]:
    latitude, longitude = told.get("latitude"), told.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        raise Refused(_UNFIT)
    return "", Extra(spot=Spot(float(latitude), float(longitude), str(told.get("label", "")), str(told.get("address", ""))))


def _object(given: Any) -> Json:
    if not isinstance(given, dict):
        raise Refused(_UNFIT)
    return cast("Json", given)


def _list(told: Json, name: str, most: int) -> list[Any]:
    found = told.get(name)
    if not isinstance(found, list) or not 1 <= len(cast("list[Any]", found)) <= most:
        raise Refused(_UNFIT)
    return cast("list[Any]", found)


def _text(told: Json, name: str, most: int) -> str:
    found = told.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= most:
        raise Refused(_UNFIT)
    return found


_READERS = {"twilio/quick-reply": _quick_reply, "twilio/list-picker": _list_picker, "twilio/location": _location}
