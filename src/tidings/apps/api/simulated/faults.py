"""What can go wrong at the simulated providers, as one switches it by hand, and as the simulator's settings say it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import Field

from tidings.infra import web

_SLOW_MS = 4000
_LATE_SECONDS = 1800
_IN_TIME_SECONDS = 2
_LATE_FROM_SECONDS = 600


class ProviderState(StrEnum):
    """How a simulated provider answers: as usual; 503 to everything; after seconds; 429 to each request to send."""

    FINE = "fine"
    DOWN = "down"
    SLOW = "slow"
    BUSY = "busy"


class ReceiptsState(StrEnum):
    """Whether providers tell what became of messages: as usual, half an hour later in business time, or not at all."""

    IN_TIME = "in_time"
    LATE = "late"
    LOST = "lost"


_TROUBLE: Mapping[ProviderState, Mapping[str, Any]] = {
    ProviderState.FINE: {"outage": "off", "latency_ms": 0, "throttle_rate": 0},
    ProviderState.DOWN: {"outage": "refuse", "latency_ms": 0, "throttle_rate": 0},
    ProviderState.SLOW: {"outage": "off", "latency_ms": _SLOW_MS, "throttle_rate": 0},
    ProviderState.BUSY: {"outage": "off", "latency_ms": 0, "throttle_rate": 1},
}
_RECEIPTS: Mapping[ReceiptsState, Mapping[str, Any]] = {
    ReceiptsState.IN_TIME: {"on": True, "delivered_seconds": _IN_TIME_SECONDS},
    ReceiptsState.LATE: {"on": True, "delivered_seconds": _LATE_SECONDS},
    ReceiptsState.LOST: {"on": False},
}


class FaultsShown(web.Output):
    """What goes wrong now, for every organisation that is connected to this simulator."""

    twilio: ProviderState
    meta: ProviderState
    receipts: ReceiptsState


class FaultsChanged(web.Input):
    """What is to go wrong from now on; what is left out stays."""

    twilio: ProviderState | None = Field(default=None, examples=["fine"])
    meta: ProviderState | None = Field(default=None, examples=["down"])
    receipts: ReceiptsState | None = Field(default=None, examples=["late"])


def faults_in(settings: Mapping[str, Any]) -> FaultsShown:
    """Read the simulator's settings; fractions of trouble that were set otherwise count as fine."""
    return FaultsShown(
        twilio=_provider(settings["twilio"]["trouble"]), meta=_provider(settings["meta"]["trouble"]), receipts=_receipts(settings["receipts"])
    )


def settings_for(changed: FaultsChanged) -> dict[str, Any]:
    """Return what to change in the simulator's settings."""
    providers = {"twilio": changed.twilio, "meta": changed.meta}
    patch: dict[str, Any] = {name: {"trouble": _TROUBLE[state]} for name, state in providers.items() if state is not None}
    return patch | ({"receipts": _RECEIPTS[changed.receipts]} if changed.receipts is not None else {})


def _provider(trouble: Mapping[str, Any]) -> ProviderState:
    if trouble["outage"] != "off":
        return ProviderState.DOWN
    if trouble["throttle_rate"] >= 1:
        return ProviderState.BUSY
    return ProviderState.SLOW if trouble["latency_ms"] >= _SLOW_MS else ProviderState.FINE


def _receipts(receipts: Mapping[str, Any]) -> ReceiptsState:
    if not receipts["on"]:
        return ReceiptsState.LOST
    return ReceiptsState.LATE if receipts["delivered_seconds"] >= _LATE_FROM_SECONDS else ReceiptsState.IN_TIME
