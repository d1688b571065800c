"""A person's message as Meta tells it. A person may have no phone number, only an id of their own (BSUID, since 2026)."""

from collections.abc import Callable, Mapping

from tidings.kernel.words import Channel
from tidings.ports.receipt import Inbound, InboundKind, News, Unrecognised
from tidings.providers.answers import Table, e164, from_epoch, is_shallow, table, tables, text

_MEDIA = ("image", "video", "audio", "document", "sticker")

Said = tuple[InboundKind, str, str | None]
"""The kind of a message, its text, and the payload of a button."""


def read_message(message: Table, value: Table, ours: str) -> News:
    """Read one message to our number `ours`; `value` is the change that it came in, with the people's names."""
    wamid, number = text(message, "id"), text(message, "from")
    contact = _contact(number, value)
    user_ref = text(message, "from_user_id") or text(message, "user_id") or text(contact, "user_id")
    sender = e164(number)
    if not wamid or not (sender or user_ref) or not is_shallow(message):
        return Unrecognised("a message of WhatsApp without an id or a sender")
    kind, said, payload = _READERS.get(text(message, "type"), _other)(message)
    replied = text(table(message, "reaction"), "message_id") or text(table(message, "context"), "id")
    return Inbound(
        channel=Channel.WHATSAPP,
        provider_id=wamid,
        sender=sender,
        to=ours,
        kind=kind,
        text=said,
        at=from_epoch(text(message, "timestamp")),
        payload=payload,
        in_reply_to=replied or None,
        profile_name=text(table(contact, "profile"), "name") or None,
        user_ref=user_ref or None,
        raw=dict(message),
    )


def _contact(number: str, value: Table) -> Table:
    contacts = tables(value, "contacts")
    named = [contact for contact in contacts if number and text(contact, "wa_id") == number]
    return named[0] if named else contacts[0] if len(contacts) == 1 else {}


def _text(message: Table) -> Said:
    return InboundKind.TEXT, text(table(message, "text"), "body"), None


def _button(message: Table) -> Said:
    button = table(message, "button")
    return InboundKind.BUTTON, text(button, "text"), text(button, "payload") or None


def _interactive(message: Table) -> Said:
    """Read a pressed reply button or a chosen row of a list; flows and others keep their kind only."""
    interactive = table(message, "interactive")
    reply = table(interactive, "button_reply") or table(interactive, "list_reply")
    if not reply:
        return _other(message)
    return InboundKind.BUTTON, text(reply, "title"), text(reply, "id") or None


def _reaction(message: Table) -> Said:
    return InboundKind.REACTION, text(table(message, "reaction"), "emoji"), None


def _location(message: Table) -> Said:
    """Write a place as "latitude,longitude name": what an agent reads; the parts are in `raw`."""
    place = table(message, "location")
    point = ",".join(str(place.get(axis)) for axis in ("latitude", "longitude") if isinstance(place.get(axis), int | float))
    return InboundKind.LOCATION, " ".join(filter(None, (point, text(place, "name") or text(place, "address")))), None


def _media(message: Table) -> Said:
    return InboundKind.MEDIA, text(table(message, text(message, "type")), "caption"), None


def _other(message: Table) -> Said:
    del message
    return InboundKind.OTHER, "", None


_READERS: Mapping[str, Callable[[Table], Said]] = {
    "text": _text,
    "button": _button,
    "interactive": _interactive,
    "reaction": _reaction,
    "location": _location,
    **dict.fromkeys(_MEDIA, _media),
}
