"""Sending: POST /v1/projects/{project}/messages:send, JSON, bearer token (FCM HTTP v1)."""

import re
from collections.abc import Generator
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import orjson

from tidings.ports.adapter import Account, Health, Outgoing, Pass, PassSteps, Request, Response
from tidings.ports.content import Push
from tidings.ports.outcome import Accepted, Failure, NotNow, Outcome, Refused, Scope, Unknown
from tidings.providers.answers import Table, read_json, redact, retry_after, table, tables, text, without_code
from tidings.providers.error_map import ErrorMap
from tidings.providers.fcm.account import ServiceAccount, service_account, wish

ERRORS = ErrorMap.load("tidings.providers.fcm", "Firebase")

_MOST_OCTETS = 4096
"""Of notification and data together ("FCM error codes", INVALID_ARGUMENT)."""
_TTL = "86400s"
_ENCRYPTED = "https://"
"""What browsers open: to anything else leads only the app itself."""
"""A device that was off for longer gets nothing: Firebase would keep it for four weeks, and what it says is over by then."""
_NAME = re.compile(r"projects/[!-~]{1,200}")
_FCM_ERROR, _BAD_REQUEST = "google.firebase.fcm.v1.FcmError", "google.rpc.BadRequest"
_THROTTLE_SECONDS = 30.0
_STOP_SECONDS = 3600.0

_Sent = Generator[Request | Pass, Response, Response | NotNow]


def send(message: Outgoing, account: Account) -> PassSteps[Outcome]:
    """Send one notification; what no device shows, or Firebase does not carry, is refused without a request."""
    if not isinstance(message.content, Push):
        return Refused(Failure.CONTENT, "another_channel", "Firebase carries notifications of apps only.")
    document = _document(message, message.content)
    if len(orjson.dumps([document["notification"], document["data"]])) > _MOST_OCTETS:
        return Refused(Failure.CONTENT, "too_large", f"Firebase carries at most {_MOST_OCTETS:,} octets.")
    answer = yield from _asked(account, message.sender, {"message": document})
    return answer if isinstance(answer, NotNow) else _outcome(answer, account)


def check(account: Account) -> PassSteps[Health]:
    """Have Firebase check a notification to nobody, with all that it needs to be allowed to send one."""
    probe = {"validate_only": True, "message": {"topic": "connection-test", "notification": {"title": "Test"}}}
    answer = yield from _asked(account, "", probe)
    outcome = answer if isinstance(answer, NotNow) else _outcome(answer, account)
    if isinstance(outcome, Accepted):
        return Health(ok=True, detail=f"Firebase takes notifications for the project {outcome.provider_id.split('/')[1]}.")
    return Health(ok=False, detail=f"{outcome.what}." if isinstance(outcome, Unknown) else outcome.text)


def _asked(account: Account, project: str, document: dict[str, Any]) -> _Sent:
    """Ask with an access token; one that was withdrawn since it was made is made anew, once."""
    try:
        holder = service_account(account.values["service_account"])
    except ValueError:
        return _stop("service_account", "The service account key can't be read. Copy the whole JSON file again.")
    shown = yield wish(holder)
    answer = yield from _with(shown, holder, account, project, document)
    if isinstance(answer, Response) and answer.status == HTTPStatus.UNAUTHORIZED and _code(answer) == "UNAUTHENTICATED":
        shown = yield wish(holder, instead_of=shown)
        answer = yield from _with(shown, holder, account, project, document)
    return answer


def _with(shown: Response, holder: ServiceAccount, account: Account, project: str, document: dict[str, Any]) -> _Sent:
    token = text(read_json(shown.body) or {}, "access_token")
    if not token.isprintable() or not token.isascii() or not token or shown.status != HTTPStatus.OK:
        return _no_pass(shown, account)
    url = f"{account.api_base.rstrip('/')}/v1/projects/{quote(project or holder.project, safe='')}/messages:send"
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json", "accept": "application/json"}
    return (yield Request("POST", url, headers, orjson.dumps(document)))


def _document(message: Outgoing, content: Push) -> dict[str, Any]:
    """Return the message. Where a device gets one twice all the same, the second takes the place of the first: both have our token as their tag."""
    data = {"message_id": message.token} | ({"link": content.link} if content.link else {})
    web = {"headers": {"TTL": _TTL.removesuffix("s")}, "notification": {"tag": message.token}}
    return {
        "token": message.to,
        "notification": {"title": content.title, "body": content.text},
        "data": data,
        "android": {"ttl": _TTL, "notification": {"tag": message.token}},
        "apns": {"headers": {"apns-collapse-id": message.token[:64]}},
        "webpush": web | ({"fcm_options": {"link": content.link}} if content.link.startswith(_ENCRYPTED) else {}),
    }


def _outcome(response: Response, account: Account) -> Outcome:
    """Judge by Firebase's own code, else Google's status; what may have been taken is unknown."""
    if HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
        name = text(read_json(response.body) or {}, "name")
        return Accepted(name) if _NAME.fullmatch(name) else Unknown("Firebase answered success without a message id")
    code = _code(response)
    if not code:
        return without_code(response, "Firebase", _THROTTLE_SECONDS)
    if not ERRORS.knows(code) and not HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unknown(f"Firebase answered HTTP {response.status} ({redact(code)}), which does not say whether the message was taken")
    return ERRORS.outcome(code, redact(text(_error(response), "message"), account), after=retry_after(response))


def _code(response: Response) -> str:
    """Return what an answer is known by. Of a wrong argument it matters whether it is the device's token ("INVALID_ARGUMENT.token")."""
    error = _error(response)
    details = tables(error, "details")
    own = next((text(each, "errorCode") for each in details if text(each, "@type").endswith(_FCM_ERROR)), "")
    code = own or text(error, "status")
    if code != "INVALID_ARGUMENT":
        return code
    wrong = [text(each, "field") for detail in details if text(detail, "@type").endswith(_BAD_REQUEST) for each in tables(detail, "fieldViolations")]
    spoken_of = "registration token" in text(error, "message") and not wrong
    return f"{code}.token" if spoken_of or "message.token" in wrong else code


def _error(response: Response) -> Table:
    return table(read_json(response.body) or {}, "error")


def _no_pass(shown: Response, account: Account) -> NotNow:
    """Say why there is no access token. Nothing was sent; who is refused needs a person, any other trouble passes."""
    answer = read_json(shown.body) or {}
    code, words = text(answer, "error"), redact(text(answer, "error_description"), account)
    told = ERRORS.outcome(code, words) if ERRORS.knows(code) else None
    if isinstance(told, NotNow):
        return told
    if HTTPStatus.BAD_REQUEST <= shown.status < HTTPStatus.INTERNAL_SERVER_ERROR and shown.status != HTTPStatus.TOO_MANY_REQUESTS:
        return _stop(f"http_{shown.status}", f"Google gives the service account no access. (HTTP {shown.status})")
    wait = max(_THROTTLE_SECONDS, retry_after(shown) or 0)
    return NotNow(wait, Scope.ACCOUNT, f"http_{shown.status}", f"Google gives no access token now. (HTTP {shown.status})")


def _stop(code: str, words: str) -> NotNow:
    return NotNow(_STOP_SECONDS, Scope.ACCOUNT, code, words, stop=True)
