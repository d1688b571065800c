"""What a text can't say, as Twilio's Content API v1 wants it: inside WhatsApp's service window it needs no approval.

Sources: Twilio's OpenAPI of the Content API, and its pages on twilio/quick-reply (three buttons in session), twilio/list-picker (ten rows, in session
only) and twilio/location, read November 2026.
"""

from typing import Any

from tidings.kernel.network import plain_parts
from tidings.ports.adapter import Account
from tidings.ports.content import Choice, Choices
from tidings.ports.receipt import Place

LANGUAGE = "en"
"""Every content has a language; of one that is sent once, by its id, nothing hangs on it."""
_MESSAGES, _CONTENTS, _TWILIO = "api.", "content.", ".twilio.com"


def contents_base(account: Account) -> str:
    """Return where contents are kept: beside the host of the messages at Twilio, at the same address on any stand-in."""
    base = account.api_base.rstrip("/")
    host = plain_parts(base).hostname or ""
    if not (host.startswith(_MESSAGES) and host.endswith(_TWILIO)):
        return base
    return base.replace(f"//{host}", f"//{_CONTENTS}{host.removeprefix(_MESSAGES)}", 1)


def types_of(content: Choices | Place) -> dict[str, Any]:
    """Return the type of content and what it says."""
    if isinstance(content, Place):
        return {"twilio/location": _place(content)}
    if not content.button:
        actions = [{"type": "QUICK_REPLY", "title": each.title, "id": each.id} for each in content.choices]
        return {"twilio/quick-reply": {"body": content.text, "actions": actions}}
    return {"twilio/list-picker": {"body": content.text, "button": content.button, "items": [_item(each) for each in content.choices]}}


def _item(choice: Choice) -> dict[str, str]:
    return {"id": choice.id, "item": choice.title} | ({"description": choice.description} if choice.description else {})


def _place(place: Place) -> dict[str, Any]:
    """Write a place: Twilio's label is the name that stands below the pin."""
    named = {"label": place.name, "address": place.address}
    return {"latitude": place.latitude, "longitude": place.longitude} | {name: value for name, value in named.items() if value}
