"""What the books say: accepted, distinct people, duplicates, limits and refusals not respected, receipts, errors."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from tidings.simulator.books import FAILURES, Books, Inbound, Line, Message
from tidings.simulator.courier import Courier
from tidings.simulator.world import INBOUND, NOTICE, RECEIPT, World

MOST_EXAMPLES = 20
_SIGNATURES = {
    "twilio": "X-Twilio-Signature: base64(HMAC-SHA1(auth token, URL + sorted parameter names and values))",
    "fcm": "RS256 of a service account's key, for an access token; receipts of the app with X-Receipt-Secret",
    "meta": "X-Hub-Signature-256: sha256=hex(HMAC-SHA256(app secret, raw body))",
}


def report(world: World) -> dict[str, Any]:
    """Return the report as JSON values.

    `duplicates` counts the messages beyond the first that a person got with the same account, channel, template and
    text; one that failed was not got, and trying it again is no duplicate.
    """
    books = world.books
    accepted = books.messages.values()
    duplicates, duplicate_people = _duplicates(books)
    return {
        "real": False,
        "now": iso(world.agenda.now()),
        "accepted": len(books.messages),
        "distinct_people": len(books.people),
        "duplicates": duplicates,
        "duplicate_people": duplicate_people,
        "lines": {line.value: _line(books, line) for line in Line},
        "statuses": dict(Counter(message.status for message in accepted)),
        "failures": dict(Counter(str(message.error) for message in accepted if message.error is not None)),
        "whatsapp_limit": {line.value: _limit(world, line) for line in (Line.META, Line.TWILIO_WHATSAPP)},
        "over_limit": _findings(books, "over_limit"),
        "sends_after_stop": _findings(books, "after_stop"),
        "stops": sum(inbound.stop for inbound in books.inbound.values()),
        "receipts": {"scheduled": world.agenda.pending(), **_carried(world.courier, RECEIPT)},
        "inbound": {"written": len(books.inbound), **_carried(world.courier, INBOUND)},
        "notices": _carried(world.courier, NOTICE),
        "webhook_answers": dict(world.courier.answers),
        "errors": {provider: dict(codes) for provider, codes in world.evidence.errors.items()},
        "requests": {provider: numbers.total() for provider, numbers in world.evidence.requests.items()},
        "withheld_answers": dict(world.evidence.withheld),
        "signatures": _SIGNATURES,
    }


def iso(at: float | None) -> str | None:
    """Return a time of the books as ISO 8601, UTC."""
    return datetime.fromtimestamp(at, UTC).isoformat() if at is not None else None


def shown_message(message: Message) -> dict[str, Any]:
    """Return an accepted message as JSON values."""
    return {
        "id": message.id,
        "direction": "outbound",
        "line": message.line,
        "sender": message.sender,
        "to": message.to,
        "at": iso(message.at),
        "template": message.template,
        "text": message.text,
        "segments": message.segments,
        "status": message.status,
        "status_at": iso(message.status_at),
        "error": message.error,
    }


def shown_inbound(inbound: Inbound) -> dict[str, Any]:
    """Return what a person wrote as JSON values."""
    return {
        "id": inbound.id,
        "direction": "inbound",
        "line": inbound.line,
        "from": inbound.number,
        "to": inbound.sender,
        "at": iso(inbound.at),
        "text": inbound.text,
        "payload": inbound.payload,
        "file": inbound.enclosure and inbound.enclosure.name,
        "reaction": inbound.reaction,
        "stop": inbound.stop,
        "acknowledged": inbound.acknowledged,
    }


def conversation(books: Books, number: str) -> list[dict[str, Any]]:
    """Return what one person got and wrote, in its order."""
    lines = [(message.at, shown_message(message)) for message in books.people.get(number, ())]
    lines += [(inbound.at, shown_inbound(inbound)) for inbound in books.inbound.values() if inbound.number == number]
    return [line for _, line in sorted(lines, key=lambda timed: timed[0])]


def _duplicates(books: Books) -> tuple[int, list[dict[str, Any]]]:
    surplus = 0
    first: list[dict[str, Any]] = []
    for number, messages in books.people.items():
        if len(messages) == 1:
            continue
        got = Counter(
            (message.account, message.line.channel, message.template, message.text, message.extra)
            for message in messages
            if message.status not in FAILURES
        )
        for (_, channel, template, text, _), times in got.items():
            surplus += times - 1
            if times > 1 and len(first) < MOST_EXAMPLES:
                first.append({"to": number, "channel": channel, "template": template, "text": text, "times": times})
    return surplus, first


def _line(books: Books, line: Line) -> dict[str, int]:
    people = {message.to for message in books.messages.values() if message.line is line}
    return {"accepted": sum(message.line is line for message in books.messages.values()), "distinct_people": len(people)}


def _limit(world: World, line: Line) -> dict[str, Any]:
    settings = world.settings
    people = world.present_people(line)
    return {
        "limit": settings.meta.tier if line is Line.META else settings.twilio.whatsapp_tier,
        "people_in_last_24_hours": people.present(world.agenda.now()),
        "most_people_in_any_24_hours": people.most,
    }


def _findings(books: Books, of: str) -> dict[str, Any]:
    found = [finding for finding in books.findings if finding["of"] == of]
    people = {finding["person"] for finding in found}
    return {"messages": len(found), "people": len(people), "first": [finding["example"] for finding in found[:MOST_EXAMPLES]]}


def _carried(courier: Courier, kind: str) -> dict[str, int]:
    return {
        "sent": courier.sent[kind],
        "acknowledged": courier.acknowledged[kind],
        "pending": courier.pending(kind),
        "failed": courier.failed[kind],
    }
