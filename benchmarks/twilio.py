"""Twilio's side as little as is needed: the form of a message, the answer, and signed receipts. Formats: facts/providers.md, API 2010-04-01."""

import base64
import hmac
import itertools
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from tidings.simulator.settings import ACCOUNT_SID, AUTH_TOKEN, SENDER_NUMBER

MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
FORM = "application/x-www-form-urlencoded"
STATUSES = ("sent", "delivered")
"""The receipts of a message that arrives, in their order."""

_sid = itertools.count(secrets.randbits(100))


@dataclass(frozen=True, slots=True)
class Call:
    """A callback, ready to be posted."""

    url: str
    body: bytes
    signature: str


def new_sid() -> str:
    """Return an id as Twilio's messages have: different ones in each process and run."""
    return f"SM{next(_sid):032x}"


def message_form(number: str, text: str, callback: str) -> bytes:
    """Return the body of a request to send an SMS."""
    return urlencode({"To": number, "From": SENDER_NUMBER, "Body": text, "StatusCallback": callback}).encode()


def authorization() -> str:
    """Return the header that opens the account."""
    return "Basic " + base64.b64encode(f"{ACCOUNT_SID}:{AUTH_TOKEN}".encode()).decode()


def receipt(url: str, sid: str, status: str) -> Call:
    """Return a status callback signed as Twilio does: HMAC-SHA1 over the address and the sorted fields. A fragment stays with Twilio."""
    address = url.partition("#")[0]
    fields = {"AccountSid": ACCOUNT_SID, "ApiVersion": "2010-04-01", "From": SENDER_NUMBER, "MessageSid": sid, "MessageStatus": status}
    signed = address + "".join(name + fields[name] for name in sorted(fields))
    signature = base64.b64encode(hmac.digest(AUTH_TOKEN.encode(), signed.encode(), "sha1")).decode()
    return Call(address, urlencode(fields).encode(), signature)
