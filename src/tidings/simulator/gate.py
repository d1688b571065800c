"""What goes wrong at a provider's edge, as set: outages, throttling, drawn errors, and answers withheld after accepting."""

import time
from dataclasses import replace
from http import HTTPStatus
from typing import Literal

from tidings.simulator.fate import draw
from tidings.simulator.settings import Trouble
from tidings.simulator.wire import Ending, Reply
from tidings.simulator.world import World

Provider = Literal["twilio", "meta", "fcm"]


class Gate:
    """The edge of one provider. Draws follow from the seed, the number and how often a send to it was asked for."""

    def __init__(self, world: World, provider: Provider, throttle_code: int) -> None:
        self._world = world
        self._provider = provider
        self._throttle_code = throttle_code
        self._tokens = 1.0
        self._filled_at = time.monotonic()

    @property
    def trouble(self) -> Trouble:
        """The settings of this provider's trouble."""
        settings = self._world.settings
        return {"twilio": settings.twilio, "meta": settings.meta, "fcm": settings.fcm}[self._provider].trouble

    def outage(self) -> Reply | None:
        """Return what an outage answers to anything, or None when there is none."""
        trouble = self.trouble
        if trouble.outage == "off":
            return None
        self.note("outage")
        if trouble.outage == "close":
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE, ending=Ending.CLOSED)
        return Reply(HTTPStatus.SERVICE_UNAVAILABLE, b"upstream connect error or disconnect/reset before headers", "text/plain")

    def next_request(self, number: str) -> int:
        """Return how many sends to `number` were asked for before this one."""
        requests = self._world.evidence.requests[self._provider]
        requests[number] += 1
        return requests[number] - 1

    def drawn_error(self, number: str, nth: int) -> int | None:
        """Return the code that this request gets although it is right (500-599: a bare HTTP status), or None."""
        trouble = self.trouble
        if self._too_fast(trouble) or self._drawn(number, nth, "throttle") < trouble.throttle_rate:
            return self._throttle_code
        share = self._drawn(number, nth, "error") if trouble.error_mix else 1.0
        for code, fraction in trouble.error_mix.items():
            if share < fraction:
                return int(code)
            share -= fraction
        return None

    def note(self, code: int | str) -> None:
        """Count an error that was given."""
        self._world.evidence.errors[self._provider][str(code)] += 1

    def slowed(self, reply: Reply, number: str, nth: int) -> Reply:
        """Return an answer with the latency that is set."""
        trouble = self.trouble
        if not trouble.latency_ms and not trouble.jitter_ms:
            return reply
        jitter = trouble.jitter_ms * (2 * self._drawn(number, nth, "latency") - 1)
        return replace(reply, after=max(trouble.latency_ms + jitter, 0) / 1000)

    def accepted(self, reply: Reply, number: str, nth: int) -> Reply:
        """Return the answer to an accepted message, which may never arrive or be cut in its middle."""
        trouble = self.trouble
        if trouble.timeout_after_accept and self._drawn(number, nth, "hang") < trouble.timeout_after_accept:
            self._world.evidence.withheld["timeout_after_accept"] += 1
            return replace(reply, after=trouble.hang_seconds, ending=Ending.CLOSED)
        reply = self.slowed(reply, number, nth)
        if trouble.reset_mid_answer and self._drawn(number, nth, "cut") < trouble.reset_mid_answer:
            self._world.evidence.withheld["reset_mid_answer"] += 1
            return replace(reply, ending=Ending.CUT)
        return reply

    def _too_fast(self, trouble: Trouble) -> bool:
        """Take a token of the rate that is set; one second's worth may come at once."""
        if trouble.max_per_second is None:
            return False
        now = time.monotonic()
        most = max(trouble.max_per_second, 1.0)
        self._tokens = min(self._tokens + (now - self._filled_at) * trouble.max_per_second, most)
        self._filled_at = now
        if self._tokens < 1:
            return True
        self._tokens -= 1
        return False

    def _drawn(self, number: str, nth: int, question: str) -> float:
        return draw(self._world.settings.seed, number, nth, f"{self._provider} {question}")
