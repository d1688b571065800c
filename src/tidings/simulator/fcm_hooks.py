"""What the app on a phone has its server tell us: Firebase itself tells nothing of what became of a notification."""

from dataclasses import dataclass
from typing import Any

import orjson

from tidings.simulator.books import Message
from tidings.simulator.courier import Retry
from tidings.simulator.life import Step
from tidings.simulator.settings import FcmSettings

_EVENTS = {"delivered": "shown", "read": "opened"}
_MOST = 100


@dataclass(frozen=True, slots=True)
class AppEnvelope:
    """Receipts of the app's server, with the secret that it shares with us."""

    url: str
    secret: str
    retry: Retry
    most: int = _MOST

    def seal(self, payloads: list[dict[str, Any]]) -> tuple[dict[str, str], bytes]:
        """Return headers and the JSON body."""
        return {"content-type": "application/json", "x-receipt-secret": self.secret}, orjson.dumps({"receipts": payloads})


def envelope_of(settings: FcmSettings) -> AppEnvelope | None:
    """Return where the app's server confirms, or None while it does not."""
    return AppEnvelope(settings.receipts_url, settings.receipt_secret, Retry(None, settings.retry_seconds)) if settings.receipts_url else None


def receipt(message: Message, step: Step) -> dict[str, Any] | None:
    """Return what the app says of a step, None where it knows nothing of it."""
    event = _EVENTS.get(step.status)
    return None if event is None or message.echo is None else {"message_id": message.echo, "event": event}
