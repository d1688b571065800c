"""Who is asking, as far as the web frame needs to know."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID


class Caller(Protocol):
    """Who is asking, as far as routing needs to know; rooms name the whole type (accounts.types.Caller)."""

    @property
    def organisation_id(self) -> UUID:
        """The tenant whose rows the request may touch."""
        ...

    @property
    def actor(self) -> str:
        """The word for the audit: "key:<id>", "user:<id>"."""
        ...

    @property
    def scopes(self) -> Collection[str]:
        """What the caller may do."""
        ...
