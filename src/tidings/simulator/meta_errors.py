"""How Meta refuses a request."""

from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """Meta refuses the request with `code`; `details` names what is wrong."""

    def __init__(self, code: int, details: str | None = None, *, subcode: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
        self.subcode = subcode
