"""Twilio's door: the Messages resource and the account, as in its API 2010-04-01."""

import base64
import re
import secrets
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode

import orjson

from tidings.simulator.books import Line, Message
from tidings.simulator.gate import Gate
from tidings.simulator.twilio_content import read_content
from tidings.simulator.twilio_errors import Refused
from tidings.simulator.twilio_request import Form, read_draft, recipient_of
from tidings.simulator.twilio_words import API_VERSION, MESSAGES, STATUSES
from tidings.simulator.wire import Reply, Request
from tidings.simulator.world import World

_PATH = re.compile(
    r"^/2010-04-01/Accounts/(?P<account>AC[0-9a-fA-F]{32})(?P<rest>\.json|/Messages\.json|/Messages/(?P<sid>(?:SM|MM)[0-9a-f]{32})(?:\.json|/Media/(?P<file>ME[0-9a-f]{32})))$"
)
_FILES = "/_media/"
_CONTENTS = "/v1/Content"
"""Of the Content API, which Twilio has on a host of its own."""
_MOST_PAGE, _USUAL_PAGE = 1000, 50
_FIRST_OWN_STATUS, _LAST_OWN_STATUS = 500, 599


class TwilioDoor:
    """Answers what Twilio would."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._gate = Gate(world, "twilio", throttle_code=20429)

    def handle(self, request: Request, path: str) -> Reply:
        """Answer a request whose path under the base address is `path`."""
        if path == _CONTENTS and request.method == "POST":
            return self._gate.outage() or self._gate.slowed(self._keep(request), path, 0)
        return self._gate.outage() or self._answer(request, path)

    def _answer(self, request: Request, path: str) -> Reply:
        if path.startswith(_FILES):
            return self._gate.slowed(self._file(request, path.removeprefix(_FILES)), path, 0)
        match = _PATH.match(path)
        if match is None:
            return self._refuse(Refused(20404))
        account = match["account"]
        if not self._knows(request.headers.get("authorization", ""), account):
            return self._refuse(Refused(20003))
        if request.method == "POST" and match["rest"] == "/Messages.json":
            return self._send(request.body, account)
        if request.method != "GET":
            return self._refuse(Refused(20004))
        return self._gate.slowed(self._look(request, account, match), path, 0)

    def _send(self, body: bytes, account: str) -> Reply:
        form = Form.of(body)
        number = recipient_of(form)
        nth = self._gate.next_request(number)
        drawn = self._gate.drawn_error(number, nth)
        if drawn is not None:
            return self._gate.slowed(self._refuse(Refused(drawn, number)), number, nth)
        try:
            message = self._world.accept(read_draft(form, account, self._world))
        except Refused as refused:
            return self._gate.slowed(self._refuse(refused), number, nth)
        return self._gate.accepted(Reply(HTTPStatus.CREATED, orjson.dumps(resource(message, self._world))), number, nth)

    def _keep(self, request: Request) -> Reply:
        """Keep what a message brings beside its text, under a ContentSid."""
        if not any(self._knows(request.headers.get("authorization", ""), account) for account in self._world.settings.twilio.accounts):
            return self._refuse(Refused(20003))
        try:
            kept = read_content(request.body)
        except Refused as refused:
            return self._refuse(refused)
        sid = f"HX{secrets.token_hex(16)}"
        self._world.contents[sid] = kept
        return Reply(HTTPStatus.CREATED, orjson.dumps({"sid": sid, "friendly_name": "", "url": f"https://content.twilio.com/v1/Content/{sid}"}))

    def _file(self, request: Request, identifier: str) -> Reply:
        """Answer as the store does to which Twilio leads: it wants no credentials and refuses those of others."""
        if "authorization" in request.headers:
            return Reply(HTTPStatus.BAD_REQUEST, b"<Error><Code>InvalidArgument</Code></Error>", "application/xml")
        enclosure = self._world.books.enclosure(identifier)
        if enclosure is None:
            return Reply(HTTPStatus.NOT_FOUND, b"")
        return Reply(HTTPStatus.OK, base64.b64decode(enclosure.content), enclosure.content_type)

    def _look(self, request: Request, account: str, match: re.Match[str]) -> Reply:
        if match["file"]:
            if self._world.books.enclosure(match["file"]) is None:
                return self._refuse(Refused(20404))
            where = f"http://{request.headers.get('host', '')}/twilio{_FILES}{match['file']}"
            return Reply(HTTPStatus.TEMPORARY_REDIRECT, b"", headers=(("location", where),))
        if match["sid"]:
            message = self._world.books.messages.get(match["sid"])
            if message is None or message.account != account:
                return self._refuse(Refused(20404))
            return Reply(HTTPStatus.OK, orjson.dumps(resource(message, self._world)))
        if match["rest"] == ".json":
            return Reply(HTTPStatus.OK, orjson.dumps(_account_resource(account)))
        return self._list(request, account)

    def _list(self, request: Request, account: str) -> Reply:
        asked = dict(parse_qsl(request.query, keep_blank_values=True))
        size = min(max(int(asked["PageSize"]), 1), _MOST_PAGE) if asked.get("PageSize", "").isdecimal() else _USUAL_PAGE
        page = int(asked["Page"]) if asked.get("Page", "").isdecimal() else 0
        found = [message for message in self._candidates(asked) if message.account == account and _fits(message, asked)]
        found.sort(key=lambda message: message.at, reverse=True)
        shown = found[page * size : (page + 1) * size]
        answer: dict[str, Any] = {
            "messages": [resource(message, self._world) for message in shown],
            "page": page,
            "page_size": size,
            "start": page * size,
            "end": max(page * size + len(shown) - 1, 0),
            "uri": _page_uri(account, asked, page),
            "first_page_uri": _page_uri(account, asked, 0),
            "previous_page_uri": _page_uri(account, asked, page - 1) if page else None,
            "next_page_uri": _page_uri(account, asked, page + 1) if len(found) > (page + 1) * size else None,
        }
        return Reply(HTTPStatus.OK, orjson.dumps(answer))

    def _candidates(self, asked: dict[str, str]) -> list[Message]:
        books = self._world.books
        if "To" not in asked:
            return [message for message in books.messages.values() if message.line is not Line.META]
        theirs = books.people.get(asked["To"].removeprefix("whatsapp:"), ())
        return [message for message in theirs if message.line is not Line.META]

    def _knows(self, authorization: str, account: str) -> bool:
        scheme, _, encoded = authorization.partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            user, _, token = base64.b64decode(encoded).decode().partition(":")
        except ValueError:
            return False
        return user == account and self._world.settings.twilio.accounts.get(account) == token

    def _refuse(self, refused: Refused) -> Reply:
        self._gate.note(refused.code)
        if _FIRST_OWN_STATUS <= refused.code <= _LAST_OWN_STATUS:
            return Reply(refused.code, b'{"message":"Internal Server Error"}')
        status = STATUSES.get(refused.code, HTTPStatus.BAD_REQUEST)
        body: dict[str, Any] = {
            "code": refused.code,
            "message": MESSAGES.get(refused.code, "Request refused").format(value=refused.value),
            "more_info": f"https://www.twilio.com/docs/errors/{refused.code}",
            "status": status,
        }
        return Reply(status, orjson.dumps(body))


def resource(message: Message, world: World) -> dict[str, Any]:
    """Return the Message resource as JSON values."""
    uri = f"/{API_VERSION}/Accounts/{message.account}/Messages/{message.id}"
    sent = message.sent_at is not None
    unassigned = message.service is not None and message.status == "accepted"
    return {
        "account_sid": message.account,
        "api_version": API_VERSION,
        "body": message.text,
        "date_created": _rfc2822(message.at),
        "date_sent": _rfc2822(message.sent_at) if message.sent_at is not None else None,
        "date_updated": _rfc2822(message.status_at),
        "direction": "outbound-api",
        "error_code": message.error,
        "error_message": MESSAGES.get(message.error, "Unknown error") if message.error is not None else None,
        "from": None if unassigned else _address(message, message.sender),
        "messaging_service_sid": message.service,
        "num_media": str(message.media),
        "num_segments": "0" if unassigned else str(message.segments),
        "price": f"-{world.settings.twilio.price_per_segment * message.segments:.5f}" if sent else None,
        "price_unit": "USD",
        "sid": message.id,
        "status": message.status,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": _address(message, message.to),
        "uri": f"{uri}.json",
    }


def _account_resource(account: str) -> dict[str, Any]:
    return {
        "sid": account,
        "friendly_name": "Simulated account",
        "status": "active",
        "type": "Full",
        "owner_account_sid": account,
        "uri": f"/{API_VERSION}/Accounts/{account}.json",
    }


def _fits(message: Message, asked: dict[str, str]) -> bool:
    """Tell whether a message has the asked addresses and, once sent, the asked days (GMT); an unsent one has no day."""
    if "To" in asked and asked["To"] != _address(message, message.to):
        return False
    if "From" in asked and asked["From"] != _address(message, message.sender):
        return False
    bounds = {name: asked[name][:10] for name in ("DateSent", "DateSent>", "DateSent<") if name in asked}
    if not bounds:
        return True
    if message.sent_at is None:
        return False
    day = datetime.fromtimestamp(message.sent_at, UTC).date().isoformat()
    return bounds.get("DateSent", day) == day and bounds.get("DateSent>", day) <= day <= bounds.get("DateSent<", day)


def _page_uri(account: str, asked: dict[str, str], page: int) -> str:
    return f"/{API_VERSION}/Accounts/{account}/Messages.json?{urlencode({**asked, 'Page': page})}"


def _address(message: Message, number: str) -> str:
    return f"whatsapp:{number}" if message.line is Line.TWILIO_WHATSAPP else number


def _rfc2822(at: float) -> str:
    return format_datetime(datetime.fromtimestamp(int(at), UTC))
