"""What people's phones show: who got or wrote the latest, and one person's conversation with all that a template brings."""

from collections.abc import Collection
from dataclasses import asdict
from heapq import nlargest
from typing import Any

from tidings.kernel.words import Channel
from tidings.simulator.books import RANKS, Extra, Inbound, Line, Message
from tidings.simulator.report import iso
from tidings.simulator.templates import Template
from tidings.simulator.world import World

Entry = Message | Inbound


def phones(world: World, senders: Collection[str], search: str, limit: int, numbers: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the people who wrote to one of `senders`, or got something from one, latest first: those whose number holds `search`.

    Of `numbers` alone, where there are any.
    """
    latest: dict[str, Entry] = {}
    for number, messages in world.books.people.items():
        found = next((message for message in reversed(messages) if _sent_by(message, senders)), None)
        if found is not None:
            latest[number] = found
    for inbound in world.books.inbound.values():
        known = latest.get(inbound.number)
        if inbound.sender in senders and (known is None or known.at <= inbound.at):
            latest[inbound.number] = inbound
    wanted = ((number, entry) for number, entry in latest.items() if search in number and (not numbers or number in numbers))
    unreachable = world.settings.people.unreachable
    return [
        {"number": number, "unreachable": number in unreachable, "latest": _shown(world, entry)}
        for number, entry in nlargest(limit, wanted, key=lambda each: each[1].at)
    ]


def phone(world: World, number: str, senders: Collection[str], limit: int) -> dict[str, Any]:
    """Return what one person got from `senders` and wrote to them: the latest `limit`, in their order."""
    entries: list[Entry] = [message for message in world.books.people.get(number, ()) if _sent_by(message, senders)]
    entries += [inbound for inbound in world.books.inbound.values() if inbound.number == number and inbound.sender in senders]
    entries.sort(key=lambda entry: entry.at)
    shown = [_shown(world, entry) for entry in entries[-limit:]]
    return {"number": number, "unreachable": number in world.settings.people.unreachable, "messages": shown}


def read_by(world: World, number: str, senders: Collection[str], identifiers: Collection[str]) -> int:
    """Have a person look at messages: those of WhatsApp and of the app that had not failed are read now. Returns how many were not read before."""
    theirs = [message for message in world.books.people.get(number, ()) if _sent_by(message, senders) and message.id in identifiers]
    readable = [message for message in theirs if message.line.channel is not Channel.SMS and RANKS[message.status] < RANKS["read"]]
    for message in readable:
        world.read(message)
    return len(readable)


def _sent_by(message: Message, senders: Collection[str]) -> bool:
    return message.sender in senders or message.service in senders


def _shown(world: World, entry: Entry) -> dict[str, Any]:
    return _got(entry, _template_of(world, entry)) if isinstance(entry, Message) else _wrote(entry)


def _got(message: Message, template: Template | None) -> dict[str, Any]:
    return {
        "id": message.id,
        "from_person": False,
        "channel": message.line.channel,
        "sender": message.sender,
        "at": iso(message.at),
        "text": _text(message),
        "header": template.header if template is not None else "",
        "footer": template.footer if template is not None else "",
        "buttons": _buttons(message.extra, template),
        "opens": message.extra.opens if message.extra else "",
        "file": _file(message.extra),
        "place": asdict(message.extra.spot) if message.extra and message.extra.spot else None,
        "status": message.status,
        "error": message.error,
        "reacts": message.line is Line.META,
        "reaction": None,
        "answers": None,
    }


def _text(message: Message) -> str:
    """Return the words that a phone shows: of a place or a file without any, what it is called."""
    extra = message.extra
    if message.text or extra is None:
        return message.text
    return f"[{extra.name or extra.kind}]" if extra.spot is None else f"[{extra.spot.name or f'{extra.spot.latitude},{extra.spot.longitude}'}]"


def _buttons(extra: Extra | None, template: Template | None) -> list[dict[str, Any]]:
    """Return what may be pressed: of a list its rows, with what stands below each."""
    if extra is not None:
        return [{"text": each.title, "answers": True, "description": each.description} for each in extra.options]
    found = template.buttons if template is not None else ()
    return [{"text": each.text, "answers": each.type == "QUICK_REPLY"} for each in found]


def _file(extra: Extra | None) -> dict[str, Any] | None:
    return {"kind": extra.kind, "name": extra.name, "link": extra.link} if extra and extra.link else None


def _wrote(inbound: Inbound) -> dict[str, Any]:
    return {
        "id": inbound.id,
        "from_person": True,
        "channel": inbound.line.channel,
        "sender": inbound.sender,
        "at": iso(inbound.at),
        "text": _words(inbound),
        "header": "",
        "footer": "",
        "buttons": [],
        "opens": "",
        "file": None,
        "place": None,
        "status": "acknowledged" if inbound.acknowledged else "written",
        "error": None,
        "reacts": False,
        "reaction": inbound.reaction,
        "answers": inbound.context,
    }


def _words(inbound: Inbound) -> str:
    file, spot = inbound.enclosure, inbound.spot
    shown = (
        f"[{file.name or file.kind}]" if file else "",
        inbound.text,
        inbound.reaction or "",
        f"[{spot.name or f'{spot.latitude},{spot.longitude}'}]" if spot else "",
    )
    return " ".join(filter(None, shown))


def _template_of(world: World, message: Message) -> Template | None:
    if message.template is None:
        return None
    name, _, language = message.template.partition("/")
    return world.templates.named(name, language)
