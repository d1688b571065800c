"""Many workers: the same campaign sent by one, two and four worker processes that share nothing but PostgreSQL."""

from functools import partial

from benchmarks.sample import Role
from benchmarks.works.dispatch import tidings
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns

_PROVIDER_MS = 50.0
_MORE = (2, 4)


def workers(plan: Plan) -> Outcome:
    """Send to `plan.size` people at a provider that takes 50 ms, by more and more workers."""
    send = partial(tidings, plan.system, plan.size, latency_ms=_PROVIDER_MS, receipts=False)
    contenders = [
        Contender("1 worker", Role.TIDINGS, send),
        *(Contender(f"{count} workers", Role.PEER, partial(send, workers=count)) for count in _MORE),
    ]
    title = f"Dispatch of {plan.size:,} messages by several workers, provider latency {_PROVIDER_MS:.0f} ms"
    outcome = take_turns("workers", title, contenders, plan.runs)
    outcome.notes.append("Workers, PostgreSQL and the provider's stand-in share this machine's cores: more workers than cores gain nothing here.")
    return outcome
