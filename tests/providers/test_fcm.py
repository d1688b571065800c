"""Firebase asks who we are by a signed word, and gives an access token that is used until it is not good any more."""

import base64
import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from tests.providers import examination as exam

from tidings.ports.adapter import Account, Pass, Request, Response
from tidings.ports.outcome import Accepted, NotNow, Outcome
from tidings.providers.fcm import Fcm

(CANDIDATE,) = (each for each in exam.CANDIDATES if each.name == "fcm")
TAKEN = Response(200, {}, b'{"name": "projects/atelier-rive-4f2a1/messages/1"}')
STALE = Response(401, {}, b'{"error": {"code": 401, "status": "UNAUTHENTICATED", "message": "Request had invalid authentication credentials."}}')
RENEWED = Response(200, {}, b'{"access_token": "made-up-newer", "expires_in": 3599}')


def played(*answers: Response, account: Account = CANDIDATE.account) -> tuple[list[Request | Pass], Outcome]:
    """Send the sample, answer each step in turn, and return the steps with what came out."""
    steps = Fcm().send(CANDIDATE.sample, account)
    asked: list[Request | Pass] = []
    try:
        asked.append(next(steps))
        for answer in answers:
            asked.append(steps.send(answer))  # noqa: PERF401 - a generator can't be comprehended
    except StopIteration as end:
        return asked, end.value
    raise AssertionError("the generator does not finish")


def claimed(assertion: str) -> tuple[Any, Any]:
    """Return head and claims of a signed word. Raises InvalidSignature."""
    head, claims, signature = assertion.split(".")
    octets = [base64.urlsafe_b64decode(each + "=" * (-len(each) % 4)) for each in (head, claims, signature)]
    exam.KEY.public_key().verify(octets[2], f"{head}.{claims}".encode(), padding.PKCS1v15(), SHA256())
    return json.loads(octets[0]), json.loads(octets[1])


def test_who_we_are_is_signed_with_the_key_of_the_service_account_for_an_hour() -> None:
    asked, _ = played(exam.ADMITTED, TAKEN)
    assert isinstance(asked[0], Pass)
    request = asked[0].request(exam.NOW)
    head, claims = claimed(parse_qs(request.body.decode())["assertion"][0])
    assert head == {"alg": "RS256", "typ": "JWT", "kid": "0123456789abcdef"}
    assert claims == {
        "iss": "push@atelier-rive-4f2a1.iam.gserviceaccount.example",
        "scope": "https://www.googleapis.com/auth/firebase.messaging",
        "aud": request.url,
        "iat": int(exam.NOW.timestamp()),
        "exp": int(exam.NOW.timestamp()) + 3600,
    }
    with pytest.raises(InvalidSignature):
        rsa.generate_private_key(65537, 2048).public_key().verify(b"x" * 256, b"x", padding.PKCS1v15(), SHA256())


def test_the_access_token_travels_in_a_header_of_its_own() -> None:
    asked, outcome = played(exam.ADMITTED, TAKEN)
    assert isinstance(asked[1], Request)
    assert asked[1].headers["authorization"] == "Bearer made-up-access"
    assert isinstance(outcome, Accepted)


def test_an_access_token_that_was_withdrawn_is_made_anew_once() -> None:
    asked, outcome = played(exam.ADMITTED, STALE, RENEWED, TAKEN)
    assert isinstance(asked[2], Pass)
    assert asked[2].instead_of == exam.ADMITTED
    assert isinstance(asked[3], Request)
    assert asked[3].headers["authorization"] == "Bearer made-up-newer"
    assert isinstance(outcome, Accepted)
    _, outcome = played(exam.ADMITTED, STALE, RENEWED, STALE)
    assert isinstance(outcome, NotNow)
    assert (outcome.code, outcome.stop) == ("UNAUTHENTICATED", True)


@pytest.mark.parametrize(
    "document", ["", "{}", "not JSON", json.dumps({"private_key": "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"})]
)
def test_a_key_file_that_can_not_be_read_stops_the_account_and_asks_nobody(document: str) -> None:
    asked, outcome = played(account=replace(CANDIDATE.account, values={"service_account": document}))
    assert asked == []
    assert isinstance(outcome, NotNow)
    assert (outcome.stop, outcome.code) == (True, "service_account")


def test_two_accounts_never_share_an_access_token() -> None:
    other = replace(CANDIDATE.account, values={"service_account": exam.SERVICE_ACCOUNT.replace("0123456789abcdef", "another")})
    keys = {step.key for account in (CANDIDATE.account, other) for step in played(exam.ADMITTED, TAKEN, account=account)[0] if isinstance(step, Pass)}
    assert len(keys) == 2
    assert not any(each in exam.SERVICE_ACCOUNT for each in keys)
