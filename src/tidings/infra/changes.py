"""What the units of a process changed, for whoever shows it (docs/decisions/0041-live.md): things by their ids, never what is in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

_MOST_KEPT = 2_000
_LONGEST_THING = 64


@dataclass(frozen=True, slots=True)
class Change:
    """Something of an organisation changed: a `thing` of a kind ("campaign"), or whatever there is of the kind."""

    organisation_id: UUID
    kind: str
    thing: str | None

    def of_its_kind(self) -> "Change":
        """Return the change of everything of the kind."""
        return Change(self.organisation_id, self.kind, None)


class Changes:
    """What was changed and nobody was told of yet, each thing once; beyond 2,000 things a kind stands for all of it."""

    def __init__(self) -> None:
        self._found: dict[Change, None] = {}

    def add(self, changes: Iterable[Change]) -> None:
        """Remember changes. A thing whose name is too long for a notice is its kind."""
        for each in changes:
            self._found[each if len(each.thing or "") <= _LONGEST_THING else each.of_its_kind()] = None
        if len(self._found) > _MOST_KEPT:
            self._found = {each.of_its_kind(): None for each in self._found}

    def take(self) -> Sequence[Change]:
        """Hand over what was changed since the last call."""
        taken, self._found = list(self._found), {}
        return taken
