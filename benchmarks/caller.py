"""A hand that posts many requests at once from one event loop: the floor of dispatch, and the load of the webhook works."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import uvloop
from pyreqwest.client import Client, ClientBuilder

from benchmarks import twilio
from benchmarks.hands import serve
from benchmarks.people import number, text
from benchmarks.provider import post

Step = Callable[[Client, int], Awaitable[int]]


def do(what: dict[str, Any]) -> dict[str, Any]:
    """Post `count` requests, `at_once` in flight, and return the seconds and how often each HTTP status came."""
    step = _messages(what) if what["kind"] == "messages" else _receipts(what)
    return uvloop.run(_all(step, what["count"], what["at_once"]))


def _messages(what: dict[str, Any]) -> Step:
    """Send messages as a dispatcher would if there were nothing to it but the posting: each body is written for its person."""
    url, headers = what["url"] + twilio.MESSAGES, {"authorization": twilio.authorization(), "content-type": twilio.FORM}
    first = what["first"]

    async def step(client: Client, place: int) -> int:
        body = twilio.message_form(number(first + place), text(place), f"{what['callback']}?a={place:044}")
        answer = await client.post(url).headers(headers).body_bytes(body).build().send()
        await answer.bytes()
        return answer.status

    return step


def _receipts(what: dict[str, Any]) -> Step:
    """Send status callbacks that were signed before the clock starts, each of another message."""
    sids = what.get("sids") or [twilio.new_sid() for _ in range(what["count"])]
    calls = [twilio.receipt(f"{what['url']}?a={place:044}#rc=5", sid, "delivered") for place, sid in enumerate(sids)]

    async def step(client: Client, place: int) -> int:
        return await post(client, calls[place])

    return step


async def _all(step: Step, count: int, at_once: int) -> dict[str, Any]:
    seen: Counter[int] = Counter()
    places = iter(range(count))

    async def lane(client: Client) -> None:
        for place in places:
            seen[await step(client, place)] += 1

    async with ClientBuilder().error_for_status(enable=False).max_connections(at_once).tcp_nodelay(enabled=True).build() as client:
        began = time.monotonic()
        await asyncio.gather(*(lane(client) for _ in range(at_once)))
        return {"seconds": time.monotonic() - began, "statuses": {str(status): times for status, times in seen.items()}}


if __name__ == "__main__":
    serve(do)
