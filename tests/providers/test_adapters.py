"""Every adapter sits the same examination."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.providers import examination as exam
from tests.providers.examination import CANDIDATES, Candidate, Case

from tidings.ports.adapter import Adapter, Response, WebhookCall
from tidings.ports.outcome import Accepted, NotNow, Refused, Unknown
from tidings.ports.receipt import AccountNotice, Inbound, Receipt, Unrecognised

EACH = pytest.mark.parametrize("candidate", CANDIDATES, ids=lambda candidate: candidate.name)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
OUTCOMES = (Accepted, Refused, NotNow, Unknown)
NEWS = (Receipt, Inbound, AccountNotice, Unrecognised)


@pytest.mark.parametrize(("candidate", "case"), exam.cases("send"), ids=exam.names(exam.cases("send")))
def test_a_message_is_sent_in_the_providers_format_and_its_answer_understood(candidate: Candidate, case: Case) -> None:
    message = exam.outgoing(case["message"])
    answers = [exam.response(each) for each in case.get("responses", [case["response"]] if "response" in case else [])]
    admission = exam.response(case["admission"]) if "admission" in case else exam.ADMITTED
    requests, outcome = exam.converse(candidate, candidate.adapter.send(message, candidate.account), answers, admission)
    exam.check_like(outcome, case["outcome"])
    assert len(requests) == len(answers)
    wanted = case.get("requests", [case["request"]] if "request" in case else [])
    assert [exam.sent_body(request) for request in requests][: len(wanted)] == wanted
    said = str(dataclasses.asdict(outcome))
    assert not any(secret in said for secret in exam.secrets(candidate))
    assert message.to.removeprefix("+") not in said


@pytest.mark.parametrize(("candidate", "case"), exam.cases("webhooks"), ids=exam.names(exam.cases("webhooks")))
def test_a_callback_is_read_as_news_in_the_order_told(candidate: Candidate, case: Case) -> None:
    news = candidate.adapter.read(exam.call(case))
    assert len(news) == len(case["news"]), news
    for found, expected in zip(news, case["news"], strict=True):
        exam.check_like(found, expected)


@pytest.mark.parametrize(("candidate", "case"), exam.cases("signatures"), ids=exam.names(exam.cases("signatures")))
def test_only_the_provider_can_sign_a_callback(candidate: Candidate, case: Case) -> None:
    account = dataclasses.replace(candidate.account, values=case.get("values", candidate.account.values))
    assert candidate.adapter.verify(exam.call(case), account) is case["genuine"]


@pytest.mark.parametrize(("candidate", "case"), exam.cases("finds"), ids=exam.names(exam.cases("finds")))
def test_a_lost_attempt_is_looked_for(candidate: Candidate, case: Case) -> None:
    answers = [exam.response(answer) for answer in case["responses"]]
    (question,) = candidate.adapter.find([exam.trace(case["trace"])], candidate.account)
    requests, (finding,) = exam.converse(candidate, question.steps, answers)
    exam.check_like(finding, case["finding"])
    assert len(requests) == len(answers)


@pytest.mark.parametrize(("candidate", "case"), exam.cases("checks"), ids=exam.names(exam.cases("checks")))
def test_a_connection_test_says_what_is_wrong(candidate: Candidate, case: Case) -> None:
    _, health = exam.converse(candidate, candidate.adapter.check(candidate.account), [exam.response(case["response"])])
    exam.check_like(health, case["health"])
    assert not any(secret in health.detail for secret in exam.secrets(candidate))


@pytest.mark.parametrize(("candidate", "case"), exam.cases("handshakes"), ids=exam.names(exam.cases("handshakes")))
def test_a_verification_is_answered_only_with_our_token(candidate: Candidate, case: Case) -> None:
    assert candidate.adapter.handshake(case["query"], candidate.account) == case["answer"]


@EACH
def test_every_code_of_the_error_map_has_a_meaning_and_a_sentence(candidate: Candidate) -> None:
    assert len(candidate.errors.codes) > 12
    for code, meaning in candidate.errors.codes.items():
        assert code.isdecimal() or candidate.name == "fcm"
        assert meaning.says[0].isupper()
        assert meaning.says.endswith((".", ")"))
        assert (meaning.failure is None) == (meaning.after > 0)


@EACH
def test_every_code_of_the_error_map_stands_on_the_page_for_people(candidate: Candidate) -> None:
    page = (Path(__file__).parents[2] / "docs" / "providers.md").read_text("utf-8").split()
    assert [code for code in candidate.errors.codes if code not in page and f"{code}," not in page] == []


@EACH
def test_every_code_of_the_error_map_comes_out_of_a_refusal_as_it_says(candidate: Candidate) -> None:
    for code, meaning in candidate.errors.codes.items():
        answer = _refusal(candidate.adapter, code)
        admission = answer if code.islower() else exam.ADMITTED
        _, outcome = exam.converse(candidate, candidate.adapter.send(candidate.sample, candidate.account), [answer], admission)
        assert isinstance(outcome, NotNow if meaning.failure is None else Refused), code
        assert outcome.code == code
        assert meaning.says in outcome.text


@EACH
def test_the_credentials_are_declared_as_the_adapter_uses_them(candidate: Candidate) -> None:
    declared = {field.name for field in candidate.adapter.traits.credentials}
    assert set(candidate.account.values) <= declared
    assert candidate.adapter.traits.default_api_base.startswith("https://")


@EACH
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_answer_breaks_an_adapter_or_passes_for_an_acceptance(candidate: Candidate, data: st.DataObject) -> None:
    body = data.draw(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()) | _answers_like(candidate))
    answer = Response(data.draw(st.integers(100, 599)), data.draw(st.dictionaries(st.just("retry-after"), st.text(max_size=6))), body)
    _, outcome = exam.converse(candidate, candidate.adapter.send(candidate.sample, candidate.account), [answer])
    assert isinstance(outcome, OUTCOMES)
    if isinstance(outcome, Accepted):
        assert 200 <= answer.status < 300
        assert outcome.provider_id
        assert outcome.provider_id.encode() in body
    exam.converse(candidate, candidate.adapter.check(candidate.account), [answer])


@EACH
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_callback_breaks_an_adapter(candidate: Candidate, data: st.DataObject) -> None:
    body = data.draw(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()) | _calls_like(candidate))
    call = WebhookCall(data.draw(st.text(max_size=50)), {"x-twilio-signature": "a", "x-hub-signature-256": "é"}, body)
    news = candidate.adapter.read(call)
    assert news
    assert all(isinstance(item, NEWS) for item in news)
    assert "\x00" not in str(news)
    assert candidate.adapter.verify(call, candidate.account) is False


@EACH
@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"", b"null", b"9" * 5_000, b"x" * 5_000_000, b"a=1&" * 5_000],
    ids=["deep list", "deep object", "not UTF-8", "empty", "null", "long number", "huge", "many fields"],
)
def test_a_hostile_body_is_kept_as_unrecognised(candidate: Candidate, body: bytes) -> None:
    (news,) = candidate.adapter.read(WebhookCall("https://tidings.example/webhooks", {}, body))
    assert isinstance(news, Unrecognised)
    _, outcome = exam.converse(candidate, candidate.adapter.send(candidate.sample, candidate.account), [Response(201, {}, body)])
    assert isinstance(outcome, Unknown)


def _refusal(adapter: Adapter, code: str) -> Response:
    """Return the answer by which a provider says a code; what speaks of an access token is in lower case."""
    if adapter.traits.provider == "fcm" and code.islower():
        return Response(400, {}, json.dumps({"error": code, "error_description": "in its own words"}).encode())
    if adapter.traits.provider == "fcm":
        own, _, of_token = code.partition(".")
        wrong = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [{"field": "message.token"}]}] if of_token else []
        details = [{"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": own}, *wrong]
        return Response(400, {}, json.dumps({"error": {"code": 400, "message": "in its own words", "details": details}}).encode())
    body: dict[str, Any] = {"code": int(code), "message": "in its own words", "status": 400}
    if adapter.traits.provider == "meta_whatsapp":
        body = {"error": {"code": int(code), "message": "in its own words", "type": "OAuthException"}}
    return Response(400, {}, json.dumps(body).encode())


def _answers_like(candidate: Candidate) -> st.SearchStrategy[bytes]:
    """Real answers with one value at any depth replaced."""
    real = [case["response"]["json"] for case in candidate.cases["send"] if "json" in case.get("response", {})]
    return st.sampled_from(real).flatmap(_spoilt).map(lambda value: json.dumps(value).encode())


def _calls_like(candidate: Candidate) -> st.SearchStrategy[bytes]:
    real = [case["json"] for case in candidate.cases["webhooks"] if "json" in case]
    if not real:
        forms = [exam.call(case).body for case in candidate.cases["webhooks"] if "form" in case]
        return st.tuples(st.sampled_from(forms), st.binary(max_size=20)).map(lambda pair: pair[1] + pair[0])
    return st.sampled_from(real).flatmap(_spoilt).map(lambda value: json.dumps(value).encode())


@st.composite
def _spoilt(draw: st.DrawFn, value: object) -> object:
    if isinstance(value, dict) and value and draw(st.booleans()):
        name = draw(st.sampled_from(sorted(value)))
        return {**value, name: draw(_spoilt(value[name]))}
    if isinstance(value, list) and value and draw(st.booleans()):
        return [draw(_spoilt(value[0])), *value[1:]]
    return draw(JSON)
