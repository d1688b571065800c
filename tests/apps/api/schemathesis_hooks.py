"""What schemathesis.toml adds to the examination of the API."""

from itertools import count
from typing import Any

import schemathesis

_KEY = "Idempotency-Key"
_numbers = count()


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
