"""The shorthand of `target_audience`: `{"customer_tier": "premium", "country": ["FR", "BE"]}`."""

from collections.abc import Mapping
from typing import Any, cast

from tidings.contacts.rules import fields
from tidings.contacts.types import AttributeValue, Target
from tidings.kernel.errors import Invalid

_MOST_VALUES = 100
_MOST_KEYS = 50


def target(shorthand: Mapping[str, Any]) -> Target:
    """Read the shorthand. Keys are tags, lifecycle, country, locale, `attributes` (an object), or an attribute's name.

    Raises Invalid with the field `target_audience.<key>` on anything else, and on an empty one, which would mean everybody.
    """
    if not shorthand:
        raise Invalid(
            "target_empty", "The target audience names nobody.", field="target_audience", fix="Give at least one attribute, tag or country."
        )
    if len(shorthand) > _MOST_KEYS:
        raise Invalid("target_too_large", f"There are more than {_MOST_KEYS} keys.", field="target_audience", fix="Leave some out.")
    nested = shorthand.get("attributes", {})
    if not isinstance(nested, dict):
        raise _wrong("attributes", "an object of names and values")
    plain = {key: value for key, value in shorthand.items() if key not in _KNOWN and key != "attributes"} | cast("dict[str, Any]", nested)
    return Target(
        [(_name(key), _values(key, value)) for key, value in plain.items()],
        _words(shorthand, "tags"),
        _words(shorthand, "lifecycle"),
        _words(shorthand, "country"),
        _words(shorthand, "locale"),
    )


def _name(key: str) -> str:
    try:
        return fields.attribute_name(key)
    except Invalid as error:
        raise Invalid(error.code, error.message, field=f"target_audience.{key[:64]}", fix=error.fix) from error


def _values(key: str, value: object) -> list[AttributeValue]:
    values = cast("list[object]", value) if isinstance(value, list) else [value]
    if not 1 <= len(values) <= _MOST_VALUES or not all(isinstance(each, (str, int, float, bool)) for each in values):
        raise _wrong(key, f"a text, a number, true, false, or a list of 1 to {_MOST_VALUES} of them")
    return cast("list[AttributeValue]", values)


def _words(shorthand: Mapping[str, Any], key: str) -> list[str] | None:
    if key not in shorthand:
        return None
    read = _KNOWN[key]
    found: list[str] = []
    for value in _values(key, shorthand[key]):
        if not isinstance(value, str):
            raise _wrong(key, "a text or a list of texts")
        try:
            found.append(read(value))
        except Invalid as error:
            raise Invalid(error.code, error.message, field=f"target_audience.{key}", fix=error.fix) from error
    return found


def _wrong(key: str, wanted: str) -> Invalid:
    return Invalid("target_invalid", f"{key[:64]!r} is not understood.", field=f"target_audience.{key[:64]}", fix=f"Give {wanted}.")


_KNOWN = {"tags": str.strip, "lifecycle": fields.lifecycle, "country": fields.country, "locale": fields.locale}
