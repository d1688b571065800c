"""A callback's body as it may be shown: how it is built, in the provider's own words, without what people are called, write or can be reached at."""

import json
import re
from typing import Any, cast
from urllib.parse import parse_qsl

MOST_SHOWN = 4_000
"""Characters of a body that are shown."""

_PROVIDERS_WORD = re.compile(r"[a-z0-9_.:-]{1,60}|[A-Z0-9_.:-]{1,60}|[A-Z]{2}[0-9a-f]{32}")
"""Words of a format: `delivered`, `MM1234`, a Twilio id. People write and are called otherwise, or under one of `_PERSONAL`."""
_FIELD = re.compile(r"[A-Za-z0-9_.:-]{1,60}")
_PERSONAL = re.compile(
    r"body|text|caption|name|first_?name|last_?name|formatted_name|profile_?name|email|address|street|city|payload|title", re.IGNORECASE
)
_LONG_NUMBER = re.compile(r"\d{5,}(?=\d{2})")
_DEEPEST = 20


def shown(body: bytes) -> tuple[str | None, bool]:
    """Return the body with everything hidden that may be a person's, and whether it was cut; None if it is no text."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None, False
    whole = _of_json(text) or _of_form(text) or _word("", text)
    return whole[:MOST_SHOWN], len(whole) > MOST_SHOWN


def _of_json(text: str) -> str | None:
    try:
        read: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return json.dumps(_hidden("", read, 0), indent=1, ensure_ascii=False) if isinstance(read, (dict, list)) else None


def _of_form(text: str) -> str | None:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True)
    except ValueError:
        return None
    return "\n".join(f"{_field(key)}={_word(key, value)}" for key, value in pairs)


def _hidden(key: str, value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {_field(name): _hidden(name, inner, depth + 1) for name, inner in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_hidden(key, inner, depth + 1) for inner in cast("list[Any]", value)]
    return value if value is None or isinstance(value, bool) else _word(key, str(value))


def _field(name: str) -> str:
    return _masked(name) if _FIELD.fullmatch(name) else _length(name)


def _word(key: str, value: str) -> str:
    personal = _PERSONAL.fullmatch(key) or not _PROVIDERS_WORD.fullmatch(value)
    return _length(value) if personal and value else _masked(value)


def _length(value: str) -> str:
    return f"… ({len(value)} characters)"


def _masked(value: str) -> str:
    return _LONG_NUMBER.sub(lambda digits: "*" * len(digits[0]), value)
