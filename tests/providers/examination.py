"""The examination that every adapter sits: cases as data in `cases/<name>.json`, what holds for all of them here.

A case gives what goes in (a message, a look-up, a callback), the provider's answers, and what must come out. Of an
outcome or a piece of news a case names only the fields it is about, and `kind`, its class. `<field>_has` asks for a part
of a text; `kind_value` is for classes that have a field `kind` themselves.
"""

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jsonschema import Draft202012Validator

from tidings.kernel.words import Channel
from tidings.ports.adapter import Account, Adapter, Conversation, Outgoing, Pass, PassSteps, Request, Response, Trace, WebhookCall
from tidings.ports.content import ButtonKind, ButtonValue, Choice, Choices, Content, File, HeaderMedia, MediaKind, Push, Template, Text
from tidings.ports.receipt import AttachmentKind, Place
from tidings.providers.error_map import ErrorMap
from tidings.providers.fcm import Fcm
from tidings.providers.fcm.sending import ERRORS as FCM_ERRORS
from tidings.providers.meta import MetaWhatsApp
from tidings.providers.meta.sending import ERRORS as META_ERRORS
from tidings.providers.twilio import Twilio
from tidings.providers.twilio.sending import ERRORS as TWILIO_ERRORS

Case = Mapping[str, Any]
Answer = TypeVar("Answer")
_HERE = Path(__file__).parent
_MOST_STEPS = 10
BASE = "http://127.0.0.1:8010/stand-in"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ADMITTED = Response(200, {}, b'{"access_token": "made-up-access", "expires_in": 3599, "token_type": "Bearer"}')
"""What answers a wish for an access token, unless a case says otherwise."""
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SERVICE_ACCOUNT = json.dumps({
    "type": "service_account",
    "project_id": "atelier-rive-4f2a1",
    "private_key_id": "0123456789abcdef",
    "private_key": KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
    "client_email": "push@atelier-rive-4f2a1.iam.gserviceaccount.example",
    "token_uri": f"{BASE}/token",
})  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """An adapter to examine, with its account, its error map, and its files of cases and schemas."""

    name: str
    adapter: Adapter
    account: Account
    errors: ErrorMap
    cases: Case
    requests: Sequence[Case]
    definitions: Case

    @property
    def sample(self) -> Outgoing:
        """The first message of the cases: one that is sent."""
        return outgoing(self.cases["send"][0]["message"])


def _candidate(name: str, adapter: Adapter, values: Mapping[str, str], errors: ErrorMap) -> Candidate:
    cases = json.loads((_HERE / "cases" / f"{name}.json").read_text("utf-8"))
    specs = json.loads((_HERE / "specs" / f"{name}.json").read_text("utf-8"))
    account = Account(values, BASE)
    return Candidate(name, adapter, account, errors, cases, specs["requests"], specs.get("$defs", {}))


CANDIDATES = (
    _candidate(
        "twilio",
        Twilio(),
        {"account_sid": "AC" + "0" * 31 + "1", "auth_token": "made-up-auth-token", "previous_auth_token": "made-up-old-token"},
        TWILIO_ERRORS,
    ),
    _candidate(
        "meta_whatsapp",
        MetaWhatsApp(),
        {
            "access_token": "made-up-access-token",
            "phone_number_id": "106540352242922",
            "app_secret": "made-up-app-secret",
            "verify_token": "made-up-verify-token",
        },
        META_ERRORS,
    ),
    _candidate("fcm", Fcm(), {"service_account": SERVICE_ACCOUNT, "receipt_secret": "made-up-receipt-secret"}, FCM_ERRORS),
)


def cases(kind: str) -> list[tuple[Candidate, Case]]:
    """All cases of one kind, of all candidates."""
    return [(candidate, case) for candidate in CANDIDATES for case in candidate.cases[kind]]


def names(found: Sequence[tuple[Candidate, Case]]) -> list[str]:
    """What to call them in a report."""
    return [f"{candidate.name}: {case['name']}" for candidate, case in found]


def converse(
    candidate: Candidate, conversation: Conversation[Answer], responses: Sequence[Response], admission: Response = ADMITTED
) -> tuple[list[Request], Answer]:
    """Play the provider: answer each request in turn, check it against the schema, and return what the adapter made of it.

    Wishes for an access token are answered by `admission`, and are not among the requests.
    """
    steps = cast("PassSteps[Answer]", conversation)
    requests: list[Request] = []
    try:
        request = next(steps)
        while True:
            if isinstance(request, Pass):
                check_request(candidate, request.request(NOW))
                request = steps.send(admission)
                continue
            check_request(candidate, request)
            requests.append(request)
            assert len(requests) <= _MOST_STEPS, "the generator does not finish"
            request = steps.send(responses[min(len(requests), len(responses)) - 1])
    except StopIteration as done:
        return requests, done.value


def check_request(candidate: Candidate, request: Request) -> None:
    """Assert that a request is one that the provider's own specification allows, with credentials in its headers only."""
    url = urlsplit(request.url)
    assert request.url.startswith(candidate.account.api_base + "/")
    path = url.path.removeprefix(urlsplit(candidate.account.api_base).path)
    fitting = [spec for spec in candidate.requests if spec["method"] == request.method and re.search(spec["path"], path)]
    assert len(fitting) == 1, f"{request.method} {path} is not in the specification"
    if "query" in fitting[0]:
        _validate(candidate, fitting[0]["query"], {name: value[0] for name, value in parse_qs(url.query).items()})
    if "body" in fitting[0]:
        assert request.headers["content-type"] == fitting[0]["content_type"]
        _validate(candidate, fitting[0]["body"], sent_body(request))
    outside = request.url.encode() + request.body
    assert not any(secret.encode() in outside for secret in secrets(candidate))


def _validate(candidate: Candidate, schema: Case, value: Any) -> None:
    whole = {**schema, "$defs": candidate.definitions}
    problems = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(whole).iter_errors(value)]
    assert not problems, problems


def sent_body(request: Request) -> Any:
    """The body of a request as plain values."""
    if request.headers["content-type"] == "application/json":
        return json.loads(request.body)
    form = dict(parse_qsl(request.body.decode(), strict_parsing=True, keep_blank_values=True))
    if "ContentVariables" in form:
        assert all(isinstance(value, str) for value in json.loads(form["ContentVariables"]).values())
    return form


def secrets(candidate: Candidate) -> list[str]:
    """The values that must not leave the headers."""
    hidden = {credential.name for credential in candidate.adapter.traits.credentials if credential.secret}
    return [value for name, value in candidate.account.values.items() if name in hidden]


def check_like(found: Any, expected: Case) -> None:
    """Assert that a dataclass is of the class `kind` and has the named values."""
    assert type(found).__name__ == expected["kind"], found
    values = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    for name, value in expected.items():
        if name == "kind_value":
            assert values["kind"] == value
        elif name.endswith("_has"):
            assert value in values[name.removesuffix("_has")]
        elif name != "kind":
            actual = values[name]
            assert (actual.isoformat() if isinstance(actual, datetime) else actual) == value, name


def outgoing(case: Case) -> Outgoing:
    """Read a message of a case."""
    return Outgoing(
        channel=Channel(case["channel"]),
        sender=case["sender"],
        to=case["to"],
        content=content(case["content"]),
        token=case.get("token", "attempt-1"),
        callback_url=case.get("callback_url", "https://tidings.example/webhooks/twilio/status"),
    )


def trace(case: Case) -> Trace:
    """Read a lost attempt of a case."""
    return Trace(
        channel=Channel(case["channel"]),
        sender=case["sender"],
        to=case["to"],
        content=content(case["content"]),
        token="attempt-1",
        started_at=datetime.fromisoformat(case["started_at"]).astimezone(UTC),
    )


def content(case: Case) -> Content:
    """Read what a message of a case says."""
    if "choices" in case:
        return Choices(case["text"], tuple(Choice(*each) for each in case["choices"]), case.get("button", ""))
    if "latitude" in case:
        return Place(**case)
    if "file" in case:
        return File(AttachmentKind(case["file"]), case["link"], case.get("name", ""), case.get("caption", ""))
    if "title" in case:
        return Push(**case)
    if "text" in case:
        return Text(**case)
    header = case.get("header", [])
    return Template(
        name=case["name"],
        language=case["language"],
        header=HeaderMedia(MediaKind(header["kind"]), header["link"], header.get("filename")) if isinstance(header, dict) else tuple(header),
        body=tuple(case.get("body", ())),
        buttons=tuple(ButtonValue(ButtonKind(button["kind"]), button["index"], button["value"]) for button in case.get("buttons", ())),
        content_sid=case.get("content_sid"),
        named=case.get("named", {}),
    )


def response(case: Case) -> Response:
    """Read a provider's answer of a case: `json`, or `text` as it is."""
    body = json.dumps(case["json"]).encode() if "json" in case else case.get("text", "").encode()
    return Response(case["status"], case.get("headers", {}), body)


def call(case: Case) -> WebhookCall:
    """Read a callback of a case: `form`, `json`, or `text` as it is."""
    if "form" in case:
        body = urlencode(case["form"]).encode()
    else:
        body = json.dumps(case["json"]).encode() if "json" in case else case.get("text", "").encode()
    return WebhookCall(case.get("url", "https://tidings.example/webhooks"), case.get("headers", {}), body)
