"""What adapters said, in the language of whoever reads it."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels.types import Providers
from tidings.infra import web
from tidings.infra.db.unit import Unit

Say = Callable[[str], str]
"""Returns a sentence of an adapter in the reader's language."""


class Speech:
    """The languages that a reader wants, and who knows the adapters' sentences in them."""

    def __init__(self, known: Annotated[Providers, web.part(Providers)], languages: web.Languages = None) -> None:
        self.known = known
        self._wanted = languages

    async def for_reader(self, unit: Unit, organisation_id: UUID) -> Say:
        """Return what says it in the language that was asked for, else in the organisation's."""
        language = await accounts.language_for(unit, organisation_id, self._wanted)
        return lambda text: self.known.spoken(text, language)
