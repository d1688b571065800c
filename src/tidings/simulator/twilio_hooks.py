"""What Twilio posts to us: status callbacks and inbound messages, signed with X-Twilio-Signature.

The signature is HMAC-SHA1 over the address and the sorted parameters (Twilio's security page, "Validating requests").
A fragment of the address holds connection overrides (`#rc=3&rp=all`); it never travels, so it is not signed.
"""

import base64
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urldefrag, urlencode

from tidings.kernel.words import Channel
from tidings.simulator.books import Inbound, Line, Message
from tidings.simulator.courier import CLIENT_ERROR, CONNECT_FAILED, EVERY_FAILURE, READ_FAILED, SERVER_ERROR, Retry
from tidings.simulator.life import Step
from tidings.simulator.segments import count_segments
from tidings.simulator.settings import TwilioSettings
from tidings.simulator.twilio_words import API_VERSION, MESSAGES

_MOST_RETRIES = 5
_POLICIES = {
    "ct": {CONNECT_FAILED},
    "rt": {READ_FAILED},
    "4xx": {CLIENT_ERROR},
    "5xx": {SERVER_ERROR},
    "all": EVERY_FAILURE,
}


@dataclass(frozen=True, slots=True)
class TwilioEnvelope:
    """One form to one address, signed with the account's auth token."""

    url: str
    token: str
    retry: Retry
    most: int = 1

    def seal(self, payloads: list[dict[str, Any]]) -> tuple[dict[str, str], bytes]:
        """Return headers and the form."""
        form: dict[str, str] = payloads[0]
        headers = {
            "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
            "user-agent": "TwilioProxy/1.1",
            "x-twilio-signature": sign(self.token, self.url, form),
        }
        return headers, urlencode(form).encode()


def sign(token: str, url: str, form: dict[str, str]) -> str:
    """Return the signature of a form posted to `url`."""
    signed = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.digest(token.encode(), signed.encode(), "sha1")).decode()


def envelope_to(address: str, token: str, settings: TwilioSettings) -> TwilioEnvelope:
    """Return the envelope for a webhook address with its connection overrides; without any, one retry when no connection was made."""
    url, overrides = urldefrag(address)
    options = {name: values[-1] for name, values in parse_qs(overrides).items()}
    times = min(int(options["rc"]), _MOST_RETRIES) if options.get("rc", "").isdecimal() else 1
    policies = options.get("rp", CONNECT_FAILED).split(",")
    failures = frozenset(failure for policy in policies for failure in _POLICIES.get(policy, ()))
    return TwilioEnvelope(url, token, Retry(times=times, first_seconds=settings.retry_seconds, on=failures))


def status_form(message: Message, step: Step) -> dict[str, str]:
    """Return the status callback of one step of a message."""
    form = {
        "AccountSid": message.account,
        "ApiVersion": API_VERSION,
        "From": _address(message.line, message.sender),
        "MessageSid": message.id,
        "MessageStatus": step.status,
        "SmsSid": message.id,
        "SmsStatus": step.status,
        "To": _address(message.line, message.to),
    }
    if message.service is not None:
        form["MessagingServiceSid"] = message.service
    if step.error is not None:
        form["ErrorCode"] = str(step.error)
        form["ErrorMessage"] = MESSAGES.get(step.error, "Unknown error")
    if message.line is Line.TWILIO_WHATSAPP:
        form |= {"ChannelPrefix": "whatsapp", "ChannelToAddress": f"+{message.to[1:]}"}
        if step.status == "read":
            form["EventType"] = "READ"
    elif step.status == "delivered":
        form["RawDlrDoneDate"] = datetime.fromtimestamp(step.at, UTC).strftime("%y%m%d%H%M")
    return form


def inbound_form(inbound: Inbound, settings: TwilioSettings) -> dict[str, str]:
    """Return what Twilio posts when a person writes to one of the account's senders."""
    form = {
        "AccountSid": inbound.account,
        "ApiVersion": API_VERSION,
        "Body": inbound.text,
        "From": _address(inbound.line, inbound.number),
        "MessageSid": inbound.id,
        "NumMedia": "0",
        "NumSegments": str(count_segments(inbound.text)),
        "SmsMessageSid": inbound.id,
        "SmsSid": inbound.id,
        "SmsStatus": "received",
        "To": _address(inbound.line, inbound.sender),
    }
    if inbound.line is Line.TWILIO_WHATSAPP:
        form |= {
            "ProfileName": f"Simulated {inbound.number[-4:]}",
            "WaId": inbound.number[1:],
            "MessageType": "button" if inbound.payload else "text",
        }
    if inbound.row:
        form |= {"MessageType": "interactive", "ListTitle": inbound.text, "ListId": inbound.payload or ""}
    elif inbound.payload is not None:
        form |= {"ButtonText": inbound.text, "ButtonPayload": inbound.payload}
    form |= _enclosed(inbound) | _located(inbound)
    word = opt_word(inbound.text, settings)
    if word is not None and inbound.line.channel is Channel.SMS:
        form["OptOutType"] = word
    return form


def _enclosed(inbound: Inbound) -> dict[str, str]:
    file = inbound.enclosure
    if file is None:
        return {}
    url = f"https://api.twilio.com/{API_VERSION}/Accounts/{inbound.account}/Messages/{inbound.id}/Media/{file.id}"
    return {"NumMedia": "1", "MediaUrl0": url, "MediaContentType0": file.content_type}


def _located(inbound: Inbound) -> dict[str, str]:
    spot = inbound.spot
    if spot is None:
        return {}
    return {"Latitude": str(spot.latitude), "Longitude": str(spot.longitude), "Label": spot.name, "Address": spot.address}


def opt_word(text: str, settings: TwilioSettings) -> str | None:
    """Return STOP, START or HELP when the whole text is a keyword that Twilio itself acts on."""
    word = text.strip().upper()
    if word in settings.opt_out_words:
        return "STOP"
    if word in settings.opt_in_words:
        return "START"
    return "HELP" if word in {"HELP", "INFO"} else None


def _address(line: Line, number: str) -> str:
    return f"whatsapp:{number}" if line is Line.TWILIO_WHATSAPP else number
