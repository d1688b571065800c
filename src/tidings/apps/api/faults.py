"""What is wrong with a field, in words for who filled it in: pydantic's own are for who programs."""

from collections.abc import Mapping
from typing import Any

_WHOLE_NUMBER, _NUMBER, _TEXT, _YES_OR_NO = "Write a whole number.", "Write a number.", "Write a text.", "Say true or false."
_DATE, _TIME, _ID = "Write a date as YYYY-MM-DD, such as 2026-10-05.", "Write a time as HH:MM, such as 09:30.", "This is no id."
_OBJECT, _EMPTY = "A JSON object is needed here.", "Write something here."

# https://docs.pydantic.dev/latest/errors/validation_errors/: each type of fault, and the values that its context names.
_SAID: Mapping[str, str] = {
    "missing": "This field is needed.",
    "extra_forbidden": "There is no such field; the page /docs lists those that there are.",
    "uuid_parsing": _ID,
    "uuid_type": _ID,
    "model_attributes_type": _OBJECT,
    "dict_type": _OBJECT,
    "list_type": "A list is needed here.",
    "date_from_datetime_parsing": _DATE,
    "date_parsing": _DATE,
    "time_parsing": _TIME,
    "string_type": _TEXT,
    "string_too_short": "Write at least {min_length} characters.",
    "string_too_long": "Write at most {max_length} characters.",
    "string_pattern_mismatch": "This is not written as it must be: {pattern}",
    "too_short": "Give at least {min_length}, not {actual_length}.",
    "too_long": "Give at most {max_length}, not {actual_length}.",
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "greater_than_equal": "It must be at least {ge}.",
    "greater_than": "It must be more than {gt}.",
    "less_than_equal": "It must be at most {le}.",
    "less_than": "It must be less than {lt}.",
    "literal_error": "It must be one of: {expected}.",
    "enum": "It must be one of: {expected}.",
}


def sentence(error: Mapping[str, Any]) -> str:
    """Return what is wrong with a field, in English, from an entry of `RequestValidationError.errors()`."""
    kind, context = str(error["type"]), error.get("ctx", {})
    if kind == "string_too_short" and context["min_length"] == 1:
        return _EMPTY
    said = _SAID.get(kind)
    if said is None:
        return f"{str(error['msg']).removeprefix('Value error, ').rstrip('.')}."
    return said.format_map({name: _written(value) for name, value in context.items()})


def _written(limit: object) -> object:
    """Return a limit as people write it: 1 for 1.0."""
    return f"{limit:g}" if isinstance(limit, float) else limit
