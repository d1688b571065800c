"""Firebase's door: the token endpoint of Google, and FCM HTTP v1 for one project."""

import re
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import parse_qs

import orjson

from tidings.simulator.books import Line
from tidings.simulator.fcm_access import PROJECT, Access, AccessDenied
from tidings.simulator.gate import Gate
from tidings.simulator.wire import Reply, Request
from tidings.simulator.world import Draft, World

_PATH = re.compile(r"/v1/projects/(?P<project>[^/]+)/messages:send")
_TOKEN = re.compile(r"[A-Za-z0-9_:-]{16,500}")
_MOST_OCTETS = 4096
_ERROR_TYPE = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
_NO_TOKEN = "The registration token is not a valid FCM registration token"  # noqa: S105 - Firebase's words

# Firebase documentation, "FCM error codes" (REST): HTTP status, Google's status and Firebase's own code, by the number that settings draw.
# Of 403 two things are told: of a token of another project by Firebase's code, of the account or the API by Google's status alone.
_ERRORS: dict[int, tuple[str, str]] = {
    400: ("INVALID_ARGUMENT", "INVALID_ARGUMENT"),
    403: ("PERMISSION_DENIED", "SENDER_ID_MISMATCH"),
    404: ("NOT_FOUND", "UNREGISTERED"),
    429: ("RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"),
    500: ("INTERNAL", "INTERNAL"),
    503: ("UNAVAILABLE", "UNAVAILABLE"),
}


class FcmRefused(Exception):
    """Firebase refuses a request with an HTTP status; without `own` the error has no code of Firebase's."""

    def __init__(self, status: int, words: str, *, own: bool = True) -> None:
        super().__init__(words)
        self.status, self.words, self.own = status, words, own


class FcmDoor:
    """Answers what Google and Firebase would."""

    def __init__(self, world: World, access: Access) -> None:
        self._world = world
        self._access = access
        self._gate = Gate(world, "fcm", throttle_code=429)

    def handle(self, request: Request, path: str) -> Reply:
        """Answer a request whose path under the base address is `path`."""
        outage = self._gate.outage()
        if outage is not None:
            return outage
        if path == "/token":
            return self._give(request)
        try:
            return self._answer(request, path)
        except FcmRefused as refused:
            return self._gate.slowed(self._refuse(refused), path, 0)

    def _give(self, request: Request) -> Reply:
        form = parse_qs(request.body.decode("utf-8", "replace"))
        try:
            given = self._access.buy(form.get("assertion", [""])[-1], token_uri(request))
        except AccessDenied as denied:
            self._gate.note(str(denied))
            return Reply(HTTPStatus.BAD_REQUEST, orjson.dumps({"error": str(denied), "error_description": "Invalid JWT."}))
        return Reply(HTTPStatus.OK, orjson.dumps(given))

    def _answer(self, request: Request, path: str) -> Reply:
        found = _PATH.fullmatch(path)
        if found is None or request.method != "POST" or found["project"] != PROJECT:
            raise FcmRefused(404, "Requested entity was not found.", own=False)
        if not self._access.knows(request.headers.get("authorization", "").removeprefix("Bearer ")):
            raise FcmRefused(401, "Request had invalid authentication credentials.", own=False)
        asked = _object(request.body)
        message = _part(asked, "message")
        if asked.get("validate_only") is True:
            return Reply(HTTPStatus.OK, orjson.dumps({"name": f"projects/{PROJECT}/messages/fake_message_id"}))
        token = message.get("token")
        if not isinstance(token, str):
            raise FcmRefused(400, "Recipient of the message is not set.")
        return self._send(token, message)

    def _send(self, token: str, message: dict[str, Any]) -> Reply:
        nth = self._gate.next_request(token)
        drawn = self._gate.drawn_error(token, nth)
        try:
            draft = self._checked(token, message, drawn)
        except FcmRefused as refused:
            return self._gate.slowed(self._refuse(refused), token, nth)
        taken = self._world.accept(draft)
        return self._gate.accepted(Reply(HTTPStatus.OK, orjson.dumps({"name": f"projects/{PROJECT}/messages/{taken.id}"})), token, nth)

    def _checked(self, token: str, message: dict[str, Any], drawn: int | None) -> Draft:
        """Return the notification.

        Raises FcmRefused, also where the app is gone from the device or belongs to another project, and where the settings want an error.
        """
        if drawn is not None:
            raise FcmRefused(drawn, "in the words of a simulator", own=drawn != HTTPStatus.FORBIDDEN)
        draft = _draft(token, message)
        if token in self._world.settings.people.unreachable:
            raise FcmRefused(404, "Requested entity was not found.")
        if token in self._world.settings.people.foreign:
            raise FcmRefused(403, "SenderId mismatch")
        return draft

    def _refuse(self, refused: FcmRefused) -> Reply:
        named, own = _ERRORS.get(refused.status, ("UNAUTHENTICATED", ""))
        self._gate.note(own if refused.own else named)
        error: dict[str, Any] = {"code": refused.status, "message": refused.words, "status": named}
        if refused.own:
            error["details"] = [{"@type": _ERROR_TYPE, "errorCode": own}]
        return Reply(refused.status, orjson.dumps({"error": error}))


def token_uri(request: Request) -> str:
    """Return where a token is bought, as whoever asks knows this machine."""
    return f"http://{request.headers.get('host', '')}/fcm/token"


def _draft(token: str, message: dict[str, Any]) -> Draft:
    """Return the notification that a request asks for. Raises FcmRefused."""
    if _TOKEN.fullmatch(token) is None:
        raise FcmRefused(400, _NO_TOKEN)
    notification, data = _part(message, "notification"), _part(message, "data")
    if len(orjson.dumps([notification, data])) > _MOST_OCTETS:
        raise FcmRefused(400, "Message is too big.")
    link = {"link": data.get("link")}
    shown = [str(part[name]) for part, name in ((notification, "title"), (notification, "body"), (link, "link")) if part.get(name)]
    echo = data.get("message_id")
    return Draft(Line.FCM, PROJECT, PROJECT, token, "\n".join(shown), echo=str(echo) if echo is not None else None)


def _object(body: bytes) -> dict[str, Any]:
    try:
        given: object = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise FcmRefused(400, "Invalid JSON payload received.", own=False) from error
    if not isinstance(given, dict):
        raise FcmRefused(400, "Invalid JSON payload received.", own=False)
    return cast("dict[str, Any]", given)


def _part(source: dict[str, Any], name: str) -> dict[str, Any]:
    value = source.get(name, {})
    if not isinstance(value, dict):
        raise FcmRefused(400, f"Invalid value at '{name}'.", own=False)
    return cast("dict[str, Any]", value)
