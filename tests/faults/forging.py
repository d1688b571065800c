"""Receipts that no provider sent: of true messages with a wrong signature, and of no message with a right one."""

from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from secrets import token_urlsafe
from urllib.parse import urlsplit

from faults.books import read_books
from faults.scene import Scene
from tidings.simulator import meta_hooks, twilio_hooks
from tidings.simulator.books import Line, Message
from tidings.simulator.courier import Envelope
from tidings.simulator.life import Step
from tidings.simulator.settings import APP_SECRET, AUTH_TOKEN, MetaSettings, TwilioSettings

_WRONG = "a-secret-of-somebody-else"
_TOKEN_BYTES = 35
_SECONDS = 5.0


def forge(scene: Scene, count: int) -> None:
    """Tell the API that messages were read, which were not; `scene.forged` notes what it answers to wrong signatures (0: nothing)."""
    accepted = [each.message for each in read_books(scene.books).accepted.values()]
    if not accepted:
        return
    webhook = str(scene.system.simulator.get("/_/settings")["meta"]["webhook_url"])
    for message in scene.random.sample(accepted, k=min(count, len(accepted))):
        scene.forged[_post(*_letter(message, webhook, _WRONG, _WRONG))] += 1
    stranger = scene.random.choice(accepted)
    known = stranger.echo or ""
    token = token_urlsafe(_TOKEN_BYTES)
    echo = token if stranger.line is Line.META else f"{known.partition('a=')[0]}a={token}"
    _post(*_letter(replace(stranger, echo=echo, id=token), webhook, APP_SECRET, AUTH_TOKEN))


def _letter(message: Message, webhook: str, app_secret: str, auth_token: str) -> tuple[str, dict[str, str], bytes]:
    """Return the address, headers and body of a receipt that says that a message was read."""
    step = Step(message.at + 1, "read")
    envelope: Envelope | None
    if message.line is Line.META:
        settings = MetaSettings(webhook_url=webhook, app_secret=app_secret)
        envelope, payload = meta_hooks.number_envelope(settings, message.sender), meta_hooks.status_entry(message, step)
    else:
        envelope = twilio_hooks.envelope_to(message.echo or "", auth_token, TwilioSettings())
        payload = twilio_hooks.status_form(message, step)
    assert envelope is not None
    return envelope.url, *envelope.seal([payload])


def _post(url: str, headers: dict[str, str], body: bytes) -> int:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=_SECONDS)
    try:
        connection.request("POST", f"{parts.path}?{parts.query}" if parts.query else parts.path, body, headers)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()
