"""What the things are called that the audit speaks of: the rooms above know, each of its own."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tidings.accounts.types import Caller, Scope
from tidings.infra.db.unit import Unit

Naming = Callable[[Unit, UUID, Sequence[str]], Awaitable[Mapping[str, str]]]
"""Return the names of those things of a kind that are there, by the ids by which subjects call them; empty where one has no name. One statement."""


@dataclass(frozen=True, slots=True)
class Namer:
    """How things of a kind are named, and what a role needs to see them."""

    needs: Scope
    names: Naming


@dataclass(frozen=True, slots=True)
class Named:
    """What a subject is called; `gone`: the reader may see such things, and it is not there any more. Both are empty where nothing can be said."""

    name: str | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Namers:
    """Who names the things of each kind, by the word before the colon of a subject."""

    kinds: Mapping[str, Namer]

    async def named(self, unit: Unit, caller: Caller, subjects: Iterable[str]) -> dict[str, Named]:
        """Say of subjects ("campaign:<id>") what they are called, by one statement for each kind that the caller may see."""
        asked: dict[str, list[str]] = {}
        for kind, _, thing in {each.partition(":") for each in subjects}:
            if kind in self.kinds and self.kinds[kind].needs in caller.scopes:
                asked.setdefault(kind, []).append(thing)
        told: dict[str, Named] = {}
        for kind in sorted(asked):
            names = await self.kinds[kind].names(unit, caller.organisation_id, sorted(asked[kind]))
            told |= {f"{kind}:{each}": Named(names[each]) if each in names else Named(gone=True) for each in asked[kind]}
        return told
