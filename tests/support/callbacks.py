"""Calls as providers make them, signed here from the providers' own documentation, and a worker that reads them when told."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson

from support.serving import PUBLIC, Answer, ServedApi
from support.shop import ENVIRONMENT
from tidings.apps.providers import ADAPTERS
from tidings.apps.wiring import Installation
from tidings.apps.worker.callbacks import CallbackReader
from tidings.channels.types import CallKind

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it goes over the wire."""

    address: str
    body: bytes
    headers: Mapping[str, str]

    def to(self, api: ServedApi) -> Answer:
        return api.send("POST", self.address, self.body, self.headers)


@dataclass(frozen=True, slots=True)
class TwilioCalls:
    """Twilio, calling about one connection."""

    connection_id: str
    token: str = ENVIRONMENT["TWILIO_AUTH_TOKEN"]

    def inbound(self, sid: str, text: str, sender: str = "+33612000001", **more: str) -> Call:
        return self.form("inbound", {"MessageSid": sid, "From": sender, "To": ENVIRONMENT["TWILIO_PHONE_NUMBER"], "Body": text, **more})

    def status(self, sid: str, status: str, query: str = "") -> Call:
        return self.form(f"status{query}", {"MessageSid": sid, "MessageStatus": status})

    def form(self, about: str, fields: Mapping[str, str]) -> Call:
        address = f"/webhooks/twilio/{self.connection_id}/{about}"
        signed = "".join(name + fields[name] for name in sorted(fields))
        return Call(address, urlencode(fields).encode(), {"Content-Type": FORM, "X-Twilio-Signature": self._signature(address, signed)})

    def raw(self, body: bytes, about: str = "inbound") -> Call:
        """Call with a body that is no form; Twilio signs those by their hash in the address."""
        address = f"/webhooks/twilio/{self.connection_id}/{about}?bodySHA256={hashlib.sha256(body).hexdigest()}"
        return Call(address, body, {"Content-Type": "application/json", "X-Twilio-Signature": self._signature(address, "")})

    def _signature(self, address: str, signed: str) -> str:
        return base64.b64encode(hmac.digest(self.token.encode(), f"{PUBLIC}{address}{signed}".encode(), "sha1")).decode()


@dataclass(frozen=True, slots=True)
class MetaCalls:
    """Meta, calling about one connection."""

    connection_id: str
    secret: str = ENVIRONMENT["WHATSAPP_APP_SECRET"]

    @property
    def address(self) -> str:
        return f"/webhooks/whatsapp/{self.connection_id}"

    def change(self, field: str, value: object) -> Call:
        account = ENVIRONMENT["WHATSAPP_BUSINESS_ACCOUNT_ID"]
        batch = {"object": "whatsapp_business_account", "entry": [{"id": account, "changes": [{"field": field, "value": value}]}]}
        return self.raw(orjson.dumps(batch))

    def message(self, wamid: str, text: str, sender: str = "33612000002") -> Call:
        said = {"id": wamid, "from": sender, "timestamp": "1791183600", "type": "text", "text": {"body": text}}
        return self.change("messages", {**_metadata(), "contacts": [{"wa_id": sender, "profile": {"name": "Zoé"}}], "messages": [said]})

    def status(self, wamid: str, status: str, token: str | None = None) -> Call:
        told = {"id": wamid, "status": status, "timestamp": "1791183600", "recipient_id": "33612000002"}
        return self.change("messages", {**_metadata(), "statuses": [told if token is None else {**told, "biz_opaque_callback_data": token}]})

    def raw(self, body: bytes) -> Call:
        signature = hmac.new(self.secret.encode(), body, "sha256").hexdigest()
        return Call(self.address, body, {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={signature}"})


@dataclass(frozen=True, slots=True)
class Reader:
    """A worker that reads callbacks when told."""

    installation: Installation

    async def apply(self) -> None:
        """Apply everything that is stored."""
        for kind in CallKind:
            reader = CallbackReader(self.installation.database, ADAPTERS, kind)
            while await reader.once():
                pass

    async def waiting(self) -> int:
        """Count what is stored and not applied."""
        async with self.installation.database.engine() as unit:
            return await unit.value("SELECT (SELECT count(*) FROM webhook_receipts) + (SELECT count(*) FROM webhook_inbound)")


def _metadata() -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "metadata": {"phone_number_id": ENVIRONMENT["WHATSAPP_PHONE_NUMBER_ID"]}}
