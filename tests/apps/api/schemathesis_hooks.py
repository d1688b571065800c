"""What schemathesis.toml adds to the examination of the API."""

import os
from collections import Counter
from itertools import count
from typing import Any

import schemathesis
from schemathesis.generation.meta import TestPhase

_KEY = "Idempotency-Key"
_numbers = count()
_WHOLE = os.environ.get("TIDINGS_EXAMINATION") == "whole"
_ONE_OF = 3
"""Of some seventy requests that cover the rules of one operation, every third: the whole takes a third of the suite's time."""
_covered: Counter[str] = Counter()


@schemathesis.hook
def filter_case(context: schemathesis.HookContext, case: schemathesis.Case[Any]) -> bool:
    """Keep every third of the requests that cover the rules of an operation, the same ones each time, and all others."""
    del context
    if _WHOLE or case.meta is None or case.meta.phase.name != TestPhase.COVERAGE:
        return True
    place = _covered[case.operation.label]
    _covered[case.operation.label] += 1
    return place % _ONE_OF == 0


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case[Any], kwargs: dict[str, Any]) -> None:
    """Give each request an idempotency key of its own: one used before is answered 409 before anything else is looked at."""
    del context, kwargs
    if case.headers and _is_key(case.headers.get(_KEY, "")):
        case.headers[_KEY] = f"examination-{next(_numbers)}"


@schemathesis.serializer("message/rfc822")
def as_mail(context: schemathesis.SerializationContext, value: Any) -> bytes:
    """Write a body that is called mail as it is: whatever was made up, the API has to read it."""
    del context
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def _is_key(text: str) -> bool:
    return 0 < len(text) <= 255 and all("!" <= character <= "~" for character in text)
