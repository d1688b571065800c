"""Read JSON so that whatever gets in can be stored and written out again."""

from typing import Any, cast

import orjson

from tidings.kernel.errors import Invalid

MOST_LEVELS = 32
_NUL_ESCAPED = b"\\u0000"


def parsed(body: bytes, judged: str | None = None) -> Any:
    """Return the value of a JSON body. NUL in its field `judged`, whose entries the endpoint refuses one by one, is left to the endpoint.

    Raises Invalid on bytes that are not UTF-8, NaN, half a surrogate pair, NUL in a text, more than 32 levels.
    """
    try:
        value: Any = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Invalid("json_invalid", f"The body is not JSON: {error.msg} at character {error.pos}.", fix="Send valid JSON in UTF-8.") from None
    _check_levels(value)
    where = _nul_in(_without(value, judged)) if _NUL_ESCAPED in body else None
    if where is not None:
        raise Invalid("text_unstorable", "A text holds the character NUL.", field=where or None, fix="Leave the character out.")
    return value


def _check_levels(value: Any) -> None:
    level = [value]
    for _ in range(MOST_LEVELS + 1):
        level = [inner for container in level for inner in _inside(container) if isinstance(inner, (dict, list))]
        if not level:
            return
    raise Invalid("json_too_deep", f"The body nests more than {MOST_LEVELS} levels.", fix="Send a flatter structure.")


def _nul_in(value: Any, place: str = "") -> str | None:
    """Return where the first text with NUL stands (`phone_numbers.1`), or None."""
    if isinstance(value, str):
        return place if "\x00" in value else None
    named = cast("dict[str, Any]", value) if isinstance(value, dict) else dict(enumerate(_inside(value)))
    for name, inner in named.items():
        if "\x00" in str(name):
            return place
        found = _nul_in(inner, f"{place}.{name}".removeprefix("."))
        if found is not None:
            return found
    return None


def _without(value: Any, field: str | None) -> Any:
    if field is None or not isinstance(value, dict):
        return value
    return {name: inner for name, inner in cast("dict[str, Any]", value).items() if name != field}


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(cast("dict[str, Any]", value).values())
    return cast("list[Any]", value) if isinstance(value, list) else []
