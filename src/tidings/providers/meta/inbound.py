"""A person's message as Meta tells it. A person may have no phone number, only an id of their own (BSUID, since 2026)."""

import base64
from collections.abc import Callable, Mapping

from tidings.kernel.words import Channel
from tidings.ports.receipt import Attachment, AttachmentKind, Inbound, InboundKind, News, Place, Unrecognised
from tidings.providers.answers import Table, e164, from_epoch, is_shallow, table, tables, text

_MOST_CONTACTS = 20
_DIGEST_BYTES = 32

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
        attachments=_attachments(message),
        place=_place(message),
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
    place = _place(message)
    return InboundKind.LOCATION, place.said if place else "", None


def _place(message: Table) -> Place | None:
    told = table(message, "location")
    latitude, longitude = told.get("latitude"), told.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees
        return None
    return Place(float(latitude), float(longitude), text(told, "name"), text(told, "address"))


def _contacts(message: Table) -> Said:
    """Write a card as "name number": one line for each."""
    cards = tables(message, "contacts")[:_MOST_CONTACTS]
    lines = (" ".join((text(table(card, "name"), "formatted_name"), *(text(phone, "phone") for phone in tables(card, "phones")))) for card in cards)
    return InboundKind.CONTACT, "\n".join(line.strip() for line in lines), None


def _media(message: Table) -> Said:
    return InboundKind.MEDIA, text(table(message, text(message, "type")), "caption"), None


def _attachments(message: Table) -> tuple[Attachment, ...]:
    """Return the file that came, which Meta keeps under an id (Meta, "Webhooks: messages", image, video, audio, document, sticker)."""
    told = text(message, "type")
    if told not in set(AttachmentKind):
        return ()
    file = table(message, told)
    content_type = text(file, "mime_type").partition(";")[0].strip()
    return (Attachment(AttachmentKind(told), text(file, "id"), content_type, text(file, "filename"), _digest(text(file, "sha256"))),)


def _digest(told: str) -> bytes | None:
    try:
        digest = base64.b64decode(told, validate=True)
    except ValueError:
        return None
    return digest if len(digest) == _DIGEST_BYTES else None


def _other(message: Table) -> Said:
    del message
    return InboundKind.OTHER, "", None


_READERS: Mapping[str, Callable[[Table], Said]] = {
    "text": _text,
    "button": _button,
    "interactive": _interactive,
    "reaction": _reaction,
    "location": _location,
    "contacts": _contacts,
    **dict.fromkeys(AttachmentKind, _media),
}
