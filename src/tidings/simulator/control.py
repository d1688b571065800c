"""The control door, `/_/`: settings, templates, people, the clock, and what the books say."""

from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from itertools import islice
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import parse_qs

import msgspec
import orjson
from msgspec import Meta, Struct

from tidings.kernel.clock import SimulatedClock
from tidings.kernel.errors import Conflict, Forbidden, Invalid, NotFound, TidingsError
from tidings.simulator.books import Inbound, Line, Message, Spot
from tidings.simulator.fcm import token_uri
from tidings.simulator.fcm_access import Access
from tidings.simulator.phones import phone, phones, read_by
from tidings.simulator.report import conversation, iso, report, shown_inbound, shown_message
from tidings.simulator.templates import described
from tidings.simulator.wire import Reply, Request
from tidings.simulator.world import World

Form = TypeVar("Form")

_USUAL_ROWS, _MOST_ROWS = 100, 10_000
_MOST_SHOWN = 200


class Say(Struct, forbid_unknown_fields=True):
    """A person writes: `to` is our sender, by default the one that wrote to the person last.

    With `user_id` Meta tells its own id of the person beside the number; a person named by such an id alone shows no number.
    """

    text: Annotated[str, Meta(min_length=1, max_length=4096)]
    to: str | None = None
    user_id: Annotated[str, Meta(pattern=r"^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$")] | None = None


class Attach(Struct, forbid_unknown_fields=True):
    """A person sends a file, in base64; `content_type` and `name` are what its sender says, and may be a lie."""

    content: Annotated[str, Meta(min_length=1)]
    kind: Literal["image", "video", "audio", "document", "sticker"] = "image"
    content_type: str = "image/png"
    name: str = ""
    caption: str = ""
    to: str | None = None


class Locate(Struct, forbid_unknown_fields=True):
    """A person sends a place, in degrees."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    name: str = ""
    address: str = ""
    to: str | None = None


class React(Struct, forbid_unknown_fields=True):
    """A person reacts to the last message, or to the one named."""

    emoji: Annotated[str, Meta(min_length=1, max_length=16)]
    message: str | None = None


class Press(Struct, forbid_unknown_fields=True):
    """A person presses a button of the last message, or of the one named."""

    button: Annotated[str, Meta(min_length=1)]
    payload: str | None = None
    message: str | None = None


class Read(Struct, forbid_unknown_fields=True):
    """A person looks at messages that they got."""

    messages: Annotated[list[str], Meta(max_length=1000)]


class Reach(Struct, forbid_unknown_fields=True):
    """Whether messages to a number fail after they were accepted."""

    unreachable: bool


class Move(Struct, forbid_unknown_fields=True):
    """Business time moves forward: by seconds, or to a time (ISO 8601 with an offset)."""

    advance_seconds: Annotated[float, Meta(ge=0)] | None = None
    to: datetime | None = None


class ControlDoor:
    """Answers whoever runs the simulator."""

    def __init__(self, world: World, access: Access) -> None:
        self._world = world
        self._routes: dict[tuple[str, str], Callable[[Request], Any]] = {
            ("GET", "settings"): lambda _: msgspec.to_builtins(world.settings),
            ("PUT", "settings"): self._put_settings,
            ("PATCH", "settings"): self._put_settings,
            ("GET", "templates"): lambda _: {"templates": [described(template) for template in world.templates.all()]},
            ("POST", "templates"): lambda request: described(world.change_template(_json(request))),
            ("GET", "report"): lambda _: report(world),
            ("GET", "messages"): self._messages,
            ("GET", "phones"): self._phones,
            ("GET", "clock"): lambda _: self._clock(),
            ("POST", "clock"): self._move_clock,
            ("GET", "quiet"): lambda _: self._quiet(),
            ("POST", "reset"): self._reset,
            ("POST", "service-account"): lambda request: access.new_key(token_uri(request)),
        }
        self._doings: dict[str, Callable[[str, Request], Any]] = {
            "say": lambda number, request: self._say(number, _read(request, Say)),
            "attach": lambda number, request: self._attach(number, _read(request, Attach)),
            "locate": lambda number, request: self._locate(number, _read(request, Locate)),
            "react": lambda number, request: self._react(number, _read(request, React)),
            "press": lambda number, request: self._press(number, _read(request, Press)),
            "read": lambda number, request: {"read": read_by(world, number, _senders(request), _read(request, Read).messages)},
            "reach": lambda number, request: self._reach(number, _read(request, Reach)),
        }

    def handle(self, request: Request, path: str) -> Reply:
        """Answer a request whose path after `/_/` is `path`; what is wrong is told as problem+json (RFC 9457)."""
        try:
            return Reply(HTTPStatus.OK, orjson.dumps(self._answer(request, path.strip("/"))))
        except TidingsError as error:
            return _problem(error)

    def _answer(self, request: Request, path: str) -> Any:
        if "origin" in request.headers:
            fix = "Use the app's simulator, or a program on this machine."
            raise Forbidden("page_refused", "Pages of a browser can't steer the simulator.", fix=fix)
        route = self._routes.get((request.method, path))
        if route is not None:
            return route(request)
        match path.split("/"):
            case ["phone", number] if request.method == "GET":
                return {"number": number, "conversation": conversation(self._world.books, number)}
            case ["phones", number] if request.method == "GET":
                return phone(self._world, number, _senders(request), _MOST_SHOWN)
            case ["people", number, doing] if request.method == "POST" and doing in self._doings:
                return self._doings[doing](number, request)
            case _:
                raise NotFound("route_unknown", f"There is no {request.method} /_/{path}.", fix="docs/simulator.md lists what can be asked.")

    def _put_settings(self, request: Request) -> Any:
        return msgspec.to_builtins(self._world.change_settings(_json(request)))

    def _phones(self, request: Request) -> Any:
        asked = parse_qs(request.query)
        search = asked.get("search", [""])[-1].strip()
        return {"phones": phones(self._world, _senders(request), search, _limit(request), set(asked.get("number", ())))}

    def _messages(self, request: Request) -> Any:
        asked = parse_qs(request.query)
        limit = _limit(request)
        books = self._world.books
        # A plus sign that was not encoded arrives as a space.
        to = asked.get("to", [""])[-1].replace(" ", "+")
        newest = reversed(books.people.get(to, [])) if to else reversed(books.messages.values())
        return {"messages": [shown_message(message) for message in islice(newest, limit)]}

    def _say(self, number: str, said: Say) -> Any:
        line, account, sender = self._addressee(number, said.to)
        inbound = self._world.incoming(line, account, number, sender, said.text)
        inbound.user_id = said.user_id
        return shown_inbound(self._world.say(inbound))

    def _attach(self, number: str, given: Attach) -> Any:
        try:
            b64decode(given.content, validate=True)
        except ValueError as error:
            raise Invalid("content_invalid", "The content is not base64.", field="content", fix="Encode the file as base64.") from error
        inbound = self._world.incoming(*self._way(number, given.to), given.caption)
        self._world.enclose(inbound, given.kind, given.content_type, given.name, given.content)
        return shown_inbound(self._world.say(inbound))

    def _locate(self, number: str, given: Locate) -> Any:
        inbound = self._world.incoming(*self._way(number, given.to), "")
        inbound.spot = Spot(given.latitude, given.longitude, given.name, given.address)
        return shown_inbound(self._world.say(inbound))

    def _react(self, number: str, given: React) -> Any:
        message = self._last(number, given.message)
        if message.line is not Line.META:
            raise Conflict("no_reactions", "Twilio tells nobody of reactions.", fix="React to a message of WhatsApp Cloud API.")
        inbound = self._world.incoming(message.line, message.account, number, message.sender, "")
        inbound.context, inbound.reaction = message.id, given.emoji
        return shown_inbound(self._world.say(inbound))

    def _way(self, number: str, to: str | None) -> tuple[Line, str, str, str]:
        line, account, sender = self._addressee(number, to)
        return line, account, number, sender

    def _press(self, number: str, pressed: Press) -> Any:
        message = self._last(number, pressed.message)
        inbound: Inbound = self._world.incoming(message.line, message.account, number, message.sender, pressed.button)
        options = message.extra.options if message.extra else ()
        inbound.payload = pressed.payload or next((each.id for each in options if each.title == pressed.button), pressed.button)
        inbound.row = bool(message.extra and message.extra.opens)
        inbound.context = message.id
        inbound.interactive = message.interactive
        return shown_inbound(self._world.say(inbound))

    def _reach(self, number: str, wanted: Reach) -> Any:
        self._world.reach(number, unreachable=wanted.unreachable)
        return {"number": number, "unreachable": wanted.unreachable}

    def _addressee(self, number: str, to: str | None) -> tuple[Line, str, str]:
        if to is None:
            message = self._last(number, None)
            return message.line, message.account, message.sender
        twilio_whatsapp = to.startswith("whatsapp:")
        if twilio_whatsapp or not self._is_meta(to):
            line = Line.TWILIO_WHATSAPP if twilio_whatsapp else Line.TWILIO_SMS
            return line, *self._world.sender(line, to.removeprefix("whatsapp:"))
        return Line.META, *self._world.sender(Line.META, to.removeprefix("meta:"))

    def _is_meta(self, to: str) -> bool:
        return to.startswith("meta:") or to in self._world.settings.meta.phone_numbers

    def _last(self, number: str, identifier: str | None) -> Message:
        theirs = self._world.books.people.get(number, [])
        found = [message for message in theirs if identifier in {None, message.id}]
        if not found:
            raise NotFound("message_unknown", f"{number} got no such message.", fix="Name the sender: to, for example +15005550006.")
        return found[-1]

    def _clock(self) -> dict[str, Any]:
        mode = "simulated" if isinstance(self._world.clock, SimulatedClock) else "real"
        return {"now": iso(self._world.agenda.now()), "mode": mode}

    def _move_clock(self, request: Request) -> dict[str, Any]:
        move = _read(request, Move)
        clock = self._world.clock
        if not isinstance(clock, SimulatedClock):
            fix = "Start everything with TIDINGS_CLOCK=simulated and the same TIDINGS_CLOCK_FILE."
            raise Conflict("clock_real", "Business time is real time here and can't be moved.", fix=fix)
        if (move.advance_seconds is None) is (move.to is None):
            fix = 'Send {"advance_seconds": 3600} or {"to": "2026-10-05T09:00:00+02:00"}.'
            raise Invalid("move_invalid", "Say either by how much or to when.", fix=fix)
        if move.to is None:
            clock.advance(timedelta(seconds=move.advance_seconds or 0))
        elif move.to.tzinfo is None:
            raise Invalid("time_without_zone", "The time has no offset.", field="to", fix="Add Z or +02:00.")
        elif move.to < clock.now():
            raise Invalid("clock_back", "Business time never goes back.", field="to", fix=f"Name a time after {clock.now().isoformat()}.")
        else:
            clock.advance_to(move.to.astimezone(UTC))
        self._world.agenda.wake()
        return self._clock()

    def _quiet(self) -> dict[str, Any]:
        due, on_the_way = self._world.agenda.due(), self._world.courier.pending()
        return {"quiet": due + on_the_way == 0, "due": due, "on_the_way": on_the_way, "next_due": iso(self._world.agenda.next_due())}

    def _reset(self, request: Request) -> dict[str, Any]:
        del request
        self._world.reset()
        return {"reset": True}


def _limit(request: Request) -> int:
    limit = parse_qs(request.query).get("limit", [str(_USUAL_ROWS)])[-1]
    if not limit.isdecimal() or not 1 <= int(limit) <= _MOST_ROWS:
        raise Invalid("limit_invalid", f"{limit} is no number of rows.", field="limit", fix=f"Ask for 1 to {_MOST_ROWS}.")
    return int(limit)


def _senders(request: Request) -> frozenset[str]:
    return frozenset(each.replace(" ", "+") for each in parse_qs(request.query).get("sender", []))


def _json(request: Request) -> object:
    try:
        return orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise Invalid("body_unreadable", f"The body is no JSON: {error}.", fix="Send a JSON object.") from error


def _read(request: Request, form: type[Form]) -> Form:
    try:
        return msgspec.json.decode(request.body, type=form)
    except msgspec.DecodeError as error:
        raise Invalid("body_invalid", f"{error}.", fix="docs/simulator.md shows the body.") from error


def _problem(error: TidingsError) -> Reply:
    body = {
        "type": f"urn:tidings:problem:{error.code}",
        "title": error.message,
        "status": error.status,
        "code": error.code,
        "field": error.field,
        "fix": error.fix,
    }
    return Reply(error.status, orjson.dumps(body), "application/problem+json")
