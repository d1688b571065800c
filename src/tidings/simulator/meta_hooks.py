"""What Meta posts to us: statuses, messages and account updates, signed with X-Hub-Signature-256 over the raw body."""

import base64
import hmac
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b, sha256
from typing import Any

import orjson

from tidings.simulator.books import Enclosure, Inbound, Message
from tidings.simulator.courier import Retry
from tidings.simulator.life import Step
from tidings.simulator.meta_words import DETAILS, TITLES
from tidings.simulator.settings import MetaSettings
from tidings.simulator.templates import Template

_UNLIMITED = -1
_MOST_PHONE_NUMBERS = 20


@dataclass(frozen=True, slots=True)
class MetaEnvelope:
    """Changes of one business account; statuses of one phone number travel together."""

    url: str
    app_secret: str
    business_account_id: str
    retry: Retry
    field: str = "messages"
    phone_number_id: str | None = None
    display_number: str = ""
    most: int = 1
    time: int | None = None

    def seal(self, payloads: list[dict[str, Any]]) -> tuple[dict[str, str], bytes]:
        """Return headers and the JSON body."""
        value = payloads[0] if self.phone_number_id is None else self._of_number(payloads)
        entry: dict[str, Any] = {"id": self.business_account_id, "changes": [{"value": value, "field": self.field}]}
        if self.time is not None:
            entry["time"] = self.time
        body = orjson.dumps({"object": "whatsapp_business_account", "entry": [entry]})
        headers = {
            "content-type": "application/json",
            "user-agent": "facebookexternalua",
            "x-hub-signature-256": sign(self.app_secret, body),
        }
        return headers, body

    def _of_number(self, payloads: list[dict[str, Any]]) -> dict[str, Any]:
        value: dict[str, Any] = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": self.display_number.lstrip("+"), "phone_number_id": self.phone_number_id},
        }
        if "contact" in payloads[0]:
            return {**value, "contacts": [payloads[0]["contact"]], "messages": [payloads[0]["message"]]}
        return {**value, "statuses": payloads}


def sign(app_secret: str, body: bytes) -> str:
    """Return the value of X-Hub-Signature-256 for a raw body."""
    return f"sha256={hmac.digest(app_secret.encode(), body, 'sha256').hex()}"


def account_envelope(settings: MetaSettings, field: str, at: float) -> MetaEnvelope | None:
    """Return the envelope of an account's update, or None while no webhook address is set."""
    if settings.webhook_url is None:
        return None
    retry = Retry(None, settings.retry_seconds, settings.retry_longest_seconds, settings.give_up_seconds)
    return MetaEnvelope(settings.webhook_url, settings.app_secret, settings.business_account_id, retry, field=field, time=int(at))


def number_envelope(settings: MetaSettings, phone_number_id: str, *, most: int = 1) -> MetaEnvelope | None:
    """Return the envelope of a phone number's statuses (up to `most` in one) or messages, or None without a webhook address."""
    envelope = account_envelope(settings, "messages", 0)
    if envelope is None:
        return None
    display_number = settings.phone_numbers.get(phone_number_id, "")
    return replace(envelope, time=None, phone_number_id=phone_number_id, display_number=display_number, most=most)


def status_entry(message: Message, step: Step) -> dict[str, Any]:
    """Return one entry of `statuses`."""
    entry: dict[str, Any] = {
        "id": message.id,
        "status": step.status,
        "timestamp": str(int(step.at)),
        **({"recipient_id": message.to[1:]} if message.to.startswith("+") else {"recipient_user_id": message.to}),
    }
    if step.error is not None:
        entry["errors"] = [_told_error(step.error)]
    else:
        category = message.category.lower()
        conversation = blake2b(f"{message.sender}{message.to}{category}".encode(), digest_size=16).hexdigest()
        entry["conversation"] = {"id": conversation, "origin": {"type": category}}
        entry["pricing"] = {"billable": category != "service", "pricing_model": "PMP", "category": category, "type": _price_type(category)}
    if message.echo is not None:
        entry["biz_opaque_callback_data"] = message.echo
    return entry


def inbound_entry(inbound: Inbound, display_number: str) -> dict[str, Any]:
    """Return one message of a person with the person's contact."""
    who: dict[str, Any] = {"from": inbound.number[1:]} if inbound.number.startswith("+") else {"from_user_id": inbound.number}
    if inbound.user_id is not None:
        who["from_user_id"] = inbound.user_id
    message: dict[str, Any] = {**who, "id": inbound.id, "timestamp": str(int(inbound.at)), **_said(inbound)}
    if inbound.payload is not None and inbound.context is not None:
        message["context"] = {"from": display_number.lstrip("+"), "id": inbound.context}
    contact = {"profile": {"name": f"Simulated {inbound.number[-4:]}"}, **person(inbound.number)}
    if inbound.user_id is not None:
        contact["user_id"] = inbound.user_id
    return {"contact": contact, "message": message}


def _said(inbound: Inbound) -> dict[str, Any]:
    if inbound.enclosure is not None:
        return {"type": inbound.enclosure.kind, inbound.enclosure.kind: _enclosed(inbound.enclosure, inbound.text)}
    if inbound.spot is not None:
        return {"type": "location", "location": asdict(inbound.spot)}
    if inbound.reaction is not None:
        return {"type": "reaction", "reaction": {"message_id": inbound.context, "emoji": inbound.reaction}}
    if inbound.payload is None:
        return {"type": "text", "text": {"body": inbound.text}}
    return _pressed(inbound)


def _pressed(inbound: Inbound) -> dict[str, Any]:
    if inbound.row:
        chosen = {"id": inbound.payload, "title": inbound.text, "description": ""}
        return {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": chosen}}
    if inbound.interactive:
        return {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"id": inbound.payload, "title": inbound.text}}}
    return {"type": "button", "button": {"payload": inbound.payload, "text": inbound.text}}


def _enclosed(file: Enclosure, caption: str) -> dict[str, Any]:
    digest = base64.b64encode(sha256(base64.b64decode(file.content)).digest()).decode()
    told = {"id": file.id, "mime_type": file.content_type, "sha256": digest, "caption": caption, "filename": file.name}
    return {name: value for name, value in told.items() if value}


def person(known_by: str) -> dict[str, Any]:
    """Return how Meta names somebody: by number, or by an id of its own while they keep their number to themselves."""
    return {"wa_id": known_by[1:]} if known_by.startswith("+") else {"user_id": known_by}


def capability_update(tier: int | None) -> dict[str, Any]:
    """Return the value of `business_capability_update`: the portfolio's messaging limit has changed."""
    daily = _UNLIMITED if tier is None else tier
    return {"max_daily_conversations_per_business": daily, "max_phone_numbers_per_business": _MOST_PHONE_NUMBERS}


def template_update(template: Template) -> dict[str, Any]:
    """Return the value of `message_template_status_update`."""
    return {
        "event": template.status,
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": template.language,
        "reason": "NONE",
        "message_template_category": template.category,
    }


def category_update(template: Template, previous: str) -> dict[str, Any]:
    """Return the value of `template_category_update`: Meta files the template under another category."""
    return {
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": template.language,
        "previous_category": previous,
        "new_category": template.category,
    }


def _told_error(code: int) -> dict[str, Any]:
    title = TITLES.get(code, "Unknown error")
    details = DETAILS.get(code, title)
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": details},
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    }


def _price_type(category: str) -> str:
    return "free_customer_service" if category == "service" else "regular"
