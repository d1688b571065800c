"""What Meta calls us with: batches of changes as JSON, signed with the app's secret.

A batch has entries (one for each business account) with changes; a change's `field` says what its value is.
"""

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tidings.ports.adapter import Account, WebhookCall
from tidings.ports.receipt import AccountNotice, News, NoticeKind, Receipt, ReceiptState, Unrecognised
from tidings.providers.answers import Table, e164, from_epoch, read_json, redact, table, tables, text
from tidings.providers.meta.inbound import read_message
from tidings.providers.meta.limits import UNTOLD, limit_of
from tidings.providers.meta.sending import ERRORS

_STATES = {
    "sent": ReceiptState.SENT,
    "delivered": ReceiptState.DELIVERED,
    "read": ReceiptState.READ,
    "played": ReceiptState.READ,
    "failed": ReceiptState.FAILED,
}
_STOPPING = frozenset({"DISABLED_UPDATE", "ACCOUNT_RESTRICTION", "ACCOUNT_DELETED", "ACCOUNT_OFFBOARDED"})
_REINSTATED = "REINSTATE"
_CATEGORIES = frozenset({"MARKETING", "UTILITY", "AUTHENTICATION"})
_LONGEST_NAME = 60
_NOTHING: Table = {}


def verify(call: WebhookCall, account: Account) -> bool:
    """Check X-Hub-Signature-256: HMAC-SHA256 of the raw body with the app's secret."""
    secret = account.values.get("app_secret", "")
    given = call.headers.get("x-hub-signature-256", "").encode("utf-8", "replace")
    right = b"sha256=" + hmac.digest(secret.encode(), call.body, "sha256").hex().encode()
    return hmac.compare_digest(right, given) and bool(secret)


def handshake(query: Mapping[str, str], account: Account) -> str | None:
    """Return the challenge of a verification GET that brings our verify token; None refuses it."""
    token = account.values.get("verify_token", "")
    given = query.get("hub.verify_token", "")
    same = hmac.compare_digest(token.encode("utf-8", "replace"), given.encode("utf-8", "replace"))
    return query.get("hub.challenge") if token and same and query.get("hub.mode") == "subscribe" else None


def read(call: WebhookCall) -> Sequence[News]:
    """Read all changes of a batch, in the order told; never raises, whatever the body."""
    batch = read_json(call.body)
    if batch is None:
        return [Unrecognised("a call of WhatsApp that is no JSON object")]
    changes = [(entry, change) for entry in tables(batch, "entry") for change in tables(entry, "changes")]
    news = [_timed(item, entry) for entry, change in changes for item in _read_change(text(entry, "id"), change)]
    return news or [Unrecognised("a call of WhatsApp without changes")]


def _timed(news: News, entry: Table) -> News:
    """Date news of a category by its entry's time: what Meta repeats may come after newer news, and has no time of its own."""
    if isinstance(news, AccountNotice) and news.kind in {NoticeKind.TEMPLATE_CATEGORY, NoticeKind.TEMPLATE_CATEGORY_COMING}:
        return replace(news, at=_time_of(entry))
    return news


def _time_of(entry: Table) -> datetime | None:
    told = entry.get("time")
    return from_epoch(str(told)) if isinstance(told, int | str) else None


def _read_change(account_id: str, change: Table) -> Sequence[News]:
    field, value = text(change, "field"), table(change, "value")
    reader = _READERS.get(field)
    news = reader(account_id, value) if reader else None
    return news or [Unrecognised(f"a change of WhatsApp: {field[:_LONGEST_NAME]}")]


def _messages(_account_id: str, value: Table) -> Sequence[News]:
    ours = text(table(value, "metadata"), "phone_number_id")
    statuses = [item for status in tables(value, "statuses") for item in _receipt(status, ours)]
    return [*statuses, *(_of_system(message) or read_message(message, value, ours) for message in tables(value, "messages"))]


def _of_system(message: Table) -> News | None:
    """Read what WhatsApp itself writes as a message: a person's new id, which comes with a new number (Meta, "System messages", 11 August 2026).

    Nobody wrote it, so it is never read as a person's message, which would open the window of 24 hours.
    """
    if text(message, "type") != "system":
        return None
    told = table(message, "system")
    previous, current = text(told, "previous_user_id"), text(told, "user_id")
    if previous and current:
        return AccountNotice(NoticeKind.USER_CHANGED, previous, current, at=from_epoch(text(message, "timestamp")))
    return Unrecognised(f"a message of WhatsApp's own: {text(told, 'type')[:_LONGEST_NAME]}")


def _receipt(status: Table, ours: str) -> Sequence[News]:
    wamid, state = text(status, "id"), _STATES.get(text(status, "status"))
    if not wamid or state is None:
        return [Unrecognised("a status of WhatsApp that is not known")]
    token, at = text(status, "biz_opaque_callback_data") or None, from_epoch(text(status, "timestamp"))
    if state is ReceiptState.FAILED:
        return _failure(status, wamid, token, ours)
    pricing = table(status, "pricing")
    billable = pricing.get("billable")
    free = billable is False
    return [
        Receipt(
            state,
            wamid,
            token,
            at,
            cost_micros=0 if free else None,
            billable=billable if isinstance(billable, bool) else None,
            price_category=text(pricing, "category") or None,
        )
    ]


def _failure(status: Table, wamid: str, token: str | None, ours: str) -> Sequence[News]:
    error = next(iter(tables(status, "errors")), _NOTHING)
    code = text(error, "code") or "failed"
    details = text(table(error, "error_data"), "details") or text(error, "message") or text(error, "title")
    words = ERRORS.explain(code, redact(details))
    at = from_epoch(text(status, "timestamp"))
    receipt = Receipt(ReceiptState.FAILED, wamid, token, at, ERRORS.failure(code), code, words)
    return [receipt, AccountNotice(NoticeKind.ACCOUNT_STOPPED, ours, code, text=words)] if ERRORS.stops(code) else [receipt]


def _capability(account_id: str, value: Table) -> Sequence[News]:
    told = value.get("max_daily_conversations_per_business")
    limit = limit_of(told)
    return [] if limit is UNTOLD else [AccountNotice(NoticeKind.TIER_CHANGED, account_id, str(told), limit=limit)]


def _template_status(_account_id: str, value: Table) -> Sequence[News]:
    name, event = text(value, "message_template_name"), text(value, "event")
    if not name or not event:
        return []
    language, reason = text(value, "message_template_language"), text(value, "reason")
    status = AccountNotice(NoticeKind.TEMPLATE_STATUS, name, event, text=" ".join(filter(None, (language, reason))))
    return [status, *_filed(value, text(value, "message_template_category"))]


def _template_category(_account_id: str, value: Table) -> Sequence[News]:
    """Read under which category a template is from now on (Meta's reference of this webhook, 11 November 2025).

    Meta also announces a change that is to come: then `new_category` is the present one, and `correct_category` the one of the day that is told.
    """
    return [*_filed(value, text(value, "new_category")), *_announced(value)]


def _announced(value: Table) -> Sequence[News]:
    coming = text(value, "correct_category")
    if coming == text(value, "new_category"):
        return []
    due = from_epoch(text(value, "category_update_timestamp"))
    return [replace(each, kind=NoticeKind.TEMPLATE_CATEGORY_COMING, due=due) for each in _filed(value, coming)]


def _filed(value: Table, category: str) -> Sequence[AccountNotice]:
    name, language = text(value, "message_template_name"), text(value, "message_template_language").replace("-", "_")
    if not name or category not in _CATEGORIES:
        return []
    return [AccountNotice(NoticeKind.TEMPLATE_CATEGORY, name, category.lower(), text=language)]


def _preferences(_account_id: str, value: Table) -> Sequence[News]:
    """Read what people told WhatsApp of marketing: of the number and of Meta's id, where both are told, for we may know one of them alone."""
    return [
        AccountNotice(NoticeKind.MARKETING_PREFERENCE, person, wish, text=redact(text(preference, "detail")))
        for preference in tables(value, "user_preferences")
        if (wish := text(preference, "value")) and text(preference, "category") == "marketing_messages"
        for person in (e164(text(preference, "wa_id")), text(preference, "user_id"))
        if person
    ]


def _user_ids(_account_id: str, value: Table) -> Sequence[News]:
    """Read new ids of people as Meta announced them (31 March 2026); since 11 August 2026 it says that they come as system messages.

    Partners still forward this form.
    """
    return [
        AccountNotice(NoticeKind.USER_CHANGED, previous, current, at=from_epoch(text(update, "timestamp")))
        for update in tables(value, "user_id_update")
        if (previous := text(changed := table(update, "user_id"), "previous")) and (current := text(changed, "current"))
    ]


def _account(account_id: str, value: Table) -> Sequence[News]:
    event = text(value, "event")
    ban = text(table(value, "ban_info"), "waba_ban_state")
    if event not in _STOPPING or ban == _REINSTATED:
        return []
    kinds = [text(restriction, "restriction_type") for restriction in tables(value, "restriction_info")]
    return [AccountNotice(NoticeKind.ACCOUNT_STOPPED, account_id, event, text=", ".join(filter(None, (ban, *kinds))))]


_READERS: Mapping[str, Callable[[str, Table], Sequence[News]]] = {
    "messages": _messages,
    "business_capability_update": _capability,
    "message_template_status_update": _template_status,
    "template_category_update": _template_category,
    "user_preferences": _preferences,
    "user_id_update": _user_ids,
    "account_update": _account,
}
