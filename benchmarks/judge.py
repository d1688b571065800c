"""A hand that asks policy about everybody of a campaign, in batches, as a release does. It is told `gather` and then `judge`."""

import asyncio
import os
from collections import Counter
from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID

from benchmarks.hands import serve
from tidings.apps.wiring import Installation, furnish, installed
from tidings.contacts import service as contacts
from tidings.infra.config import load
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.messages import service as messages
from tidings.policy import service as policy
from tidings.policy.types import Candidate, Question

BATCH = 1_000


class Judge:
    """An open installation, and the people who were gathered."""

    def __init__(self, installation: Installation, organisation_id: UUID) -> None:
        self._database = installation.database
        self._organisation_id = organisation_id
        self._batches: list[list[Candidate]] = []

    async def gather(self, campaign_id: UUID) -> int:
        """Read everybody of a campaign, so that reading is no part of what is measured; return how many they are."""
        self._batches, cursor = [], None
        async with self._database.engine() as unit:
            while True:
                page = await messages.recipients(unit, self._organisation_id, campaign_id, cursor=cursor, limit=BATCH)
                self._batches.append(await self._candidates(unit, [(row.contact_id, row.address_id) for row in page.rows]))
                cursor = page.next_cursor
                if cursor is None:
                    return sum(map(len, self._batches))

    async def judge(self, campaign_id: UUID) -> dict[str, int]:
        """Ask about everybody, each batch in a transaction of its own; return how many got which kind of verdict."""
        question = Question(Channel.SMS, Purpose.MARKETING, Lane.MARKETING, source_id=campaign_id)
        kinds = Counter[str]()
        for batch in self._batches:
            async with self._database.engine() as unit:
                verdicts = await policy.judge(unit, self._organisation_id, question, batch)
            kinds.update(type(verdict).__name__ for verdict in verdicts.values())
        return dict(kinds)

    async def _candidates(self, unit: Unit, people: list[tuple[UUID, UUID]]) -> list[Candidate]:
        known = await contacts.addresses(unit, self._organisation_id, [address_id for _, address_id in people])
        return [
            Candidate(contact_id, address_id, at.lookup, at.country, at.line_type, window_open=False)
            for contact_id, address_id in people
            if (at := known.get(address_id)) is not None
        ]


def judging() -> None:
    """Serve on one installation, which the environment names."""
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        judge = runner.run(_opened(stack))

        def do(told: dict[str, Any]) -> dict[str, Any]:
            campaign_id = UUID(told["campaign"])
            if told["what"] == "gather":
                return {"people": runner.run(judge.gather(campaign_id))}
            return {"verdicts": runner.run(judge.judge(campaign_id))}

        try:
            serve(do)
        finally:
            runner.run(stack.aclose())


async def _opened(stack: AsyncExitStack) -> Judge:
    installation = await stack.enter_async_context(installed(load(os.environ), pool=2))
    organisation, _ = await furnish(installation)
    return Judge(installation, organisation.id)


if __name__ == "__main__":
    judging()
