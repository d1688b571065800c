"""What can go wrong, in kinds that the edges (API, CLI) know how to tell.

Rooms raise subclasses whose docstring-like message says what happened and whose `fix` says what to do.
"""

from datetime import timedelta
from typing import ClassVar


class TidingsError(Exception):
    """Base of every expected error.

    `code` is a stable word for machines, `field` the input at fault (dotted path) if one is,
    `fix` a sentence that says what to do. `french` is message and fix for French readers, where the room has them.
    """

    status: ClassVar[int] = 500
    kind: ClassVar[str] = "error"

    def __init__(
        self, code: str, message: str, *, field: str | None = None, fix: str | None = None, french: tuple[str, str | None] | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.fix = fix
        self._french = french

    def told(self, language: str | None) -> tuple[str, str | None]:
        """Return what happened and what to do, in French where that is the language and the room has the words, else in English."""
        return self._french if language == "fr" and self._french else (self.message, self.fix)


class Invalid(TidingsError):
    """The input is wrong and would be wrong again."""

    status = 422
    kind = "invalid"


class NotFound(TidingsError):
    """There is no such thing, or none that the caller may see."""

    status = 404
    kind = "not-found"


class Conflict(TidingsError):
    """The input is right, but not in the present state of things."""

    status = 409
    kind = "conflict"


class Unauthenticated(TidingsError):
    """The caller did not say who it is, or wrongly."""

    status = 401
    kind = "unauthenticated"


class Forbidden(TidingsError):
    """The caller is known and may not do this."""

    status = 403
    kind = "forbidden"


class TooLarge(TidingsError):
    """The input is larger than allowed."""

    status = 413
    kind = "too-large"


class TooOften(TidingsError):
    """It was asked for too often; `wait` is after how long the same call is possible again."""

    status = 429
    kind = "too-often"

    def __init__(self, code: str, message: str, *, wait: timedelta, fix: str | None = None) -> None:
        super().__init__(code, message, fix=fix)
        self.wait = wait


class Busy(TidingsError):
    """It can't be done now; the same call may succeed later."""

    status = 503
    kind = "busy"
