"""What the app's own server tells us: Firebase has no receipts, but the app knows what it showed and what was tapped."""

import hmac
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from tidings.kernel.moments import is_possible
from tidings.ports.adapter import Account, WebhookCall
from tidings.ports.receipt import News, Receipt, ReceiptState, Unrecognised
from tidings.providers.answers import Table, read_json, tables, text

_STATES = {"shown": ReceiptState.DELIVERED, "opened": ReceiptState.READ}
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,120}")


def verify(call: WebhookCall, account: Account) -> bool:
    """Say whether a call brings the connection's own secret."""
    secret = account.values.get("receipt_secret", "")
    given = call.headers.get("x-receipt-secret", "").encode("utf-8", "replace")
    return hmac.compare_digest(secret.encode(), given) and bool(secret)


def read(call: WebhookCall) -> Sequence[News]:
    """Read `{"receipts": [{"message_id", "event": "shown" | "opened", "at"}]}`; `message_id` came with the notification's data."""
    told = tables(read_json(call.body) or {}, "receipts")
    if not told:
        return [Unrecognised("a call without receipts")]
    return [_receipt(each) for each in told]


def _receipt(told: Table) -> News:
    token, state = text(told, "message_id"), _STATES.get(text(told, "event"))
    if state is None or _TOKEN.fullmatch(token) is None:
        return Unrecognised("a receipt that says nothing known")
    return Receipt(state, "", token, _moment(text(told, "at")))


def _moment(written: str) -> datetime | None:
    """Return a time with its offset (ISO 8601); None for anything else: then it counts from when it is applied."""
    try:
        at = datetime.fromisoformat(written)
        at = at.astimezone(UTC) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
    return at if at is not None and is_possible(at) else None
