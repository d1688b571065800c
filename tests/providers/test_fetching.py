"""Files that people sent are fetched from the provider alone, and its credentials go nowhere else."""

from collections.abc import Sequence

import pytest

from providers.examination import CANDIDATES, Candidate
from tidings.ports.adapter import Fetched, NotFetched, Request, Response, Unfetched
from tidings.ports.receipt import Attachment, AttachmentKind
from tidings.providers.meta import MetaWhatsApp
from tidings.providers.twilio import Twilio

MOST = 1000
PICTURE = b"\x89PNG\r\n\x1a\n" + b"picture"
REFS = {"twilio": "/Messages/MM" + "a" * 32 + "/Media/ME" + "b" * 32, "meta_whatsapp": "1234567890"}
KEPT_AT = {
    "twilio": "https://mms.twiliocdn.com/AC1/picture?Expires=1",
    "meta_whatsapp": "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
}
FETCHING = [each for each in CANDIDATES if each.name in REFS]


def leads_to(candidate: Candidate, url: str) -> Response:
    if candidate.name == "twilio":
        return Response(307, {"location": url}, b"")
    return Response(200, {}, b'{"url":"%s","mime_type":"image/png","file_size":15,"id":"1"}' % url.encode())


def fetch(candidate: Candidate, *answers: Response, ref: str | None = None) -> tuple[Sequence[Request], Fetched | NotFetched]:
    """Return what is asked, one request after the other, and what comes of it."""
    adapter = candidate.adapter
    assert isinstance(adapter, Twilio | MetaWhatsApp)
    attachment = Attachment(AttachmentKind.IMAGE, REFS[candidate.name] if ref is None else ref)
    steps, waiting, asked = adapter.fetch(attachment, candidate.account, MOST), list(answers), list[Request]()
    try:
        request = next(steps)
        while True:
            asked.append(request)
            request = steps.send(waiting.pop(0))
    except StopIteration as end:
        return asked, end.value


@pytest.mark.parametrize("candidate", FETCHING, ids=lambda each: each.name)
class TestAFile:
    def test_is_fetched_in_two_requests_of_which_the_last_is_bounded(self, candidate: Candidate) -> None:
        there = KEPT_AT[candidate.name]
        asked, came = fetch(candidate, leads_to(candidate, there), Response(200, {"content-type": "image/png; q=1"}, PICTURE))
        assert came == Fetched(PICTURE, "image/png")
        assert [asked[0].url.startswith(candidate.account.api_base), asked[1].url, asked[1].most] == [True, there, MOST]

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "https://evil.example/picture",
            "https://fbsbx.com.evil.example/picture",
            "https://mms.twiliocdn.com.evil.example/picture",
            "http://lookaside.fbsbx.com/picture",
            "http://mms.twiliocdn.com/picture",
            "https://127.0.0.1/picture",
            "https://mms.twiliocdn.com@evil.example/picture",
            "file:///etc/passwd",
        ],
    )
    def test_that_is_kept_elsewhere_is_not_fetched(self, candidate: Candidate, elsewhere: str) -> None:
        asked, came = fetch(candidate, leads_to(candidate, elsewhere))
        assert (len(asked), came) == (1, NotFetched(Unfetched.NO_ADDRESS))

    @pytest.mark.parametrize("ref", ["", "../../Messages", "/Messages/MM1/Media/ME1", "1/2", "https://evil.example"])
    def test_whose_place_was_not_told_is_not_asked_for(self, candidate: Candidate, ref: str) -> None:
        assert fetch(candidate, ref=ref) == ([], NotFetched(Unfetched.NO_ADDRESS))

    def test_that_is_too_large_is_left_where_it_is(self, candidate: Candidate) -> None:
        _, came = fetch(candidate, leads_to(candidate, KEPT_AT[candidate.name]), Response(200, {}, b"", whole=False))
        assert came == NotFetched(Unfetched.TOO_LARGE)

    @pytest.mark.parametrize(
        ("status", "why"), [(404, Unfetched.GONE), (401, Unfetched.NO_ANSWER), (429, Unfetched.NO_ANSWER), (503, Unfetched.NO_ANSWER)]
    )
    def test_that_is_gone_is_given_up_and_any_other_trouble_is_tried_again(self, candidate: Candidate, status: int, why: Unfetched) -> None:
        assert fetch(candidate, Response(status, {}, b"{}"))[1] == NotFetched(why)
        assert fetch(candidate, leads_to(candidate, KEPT_AT[candidate.name]), Response(status, {}, b""))[1] == NotFetched(why)


def test_twilios_store_gets_no_credentials_and_metas_gets_the_token() -> None:
    for candidate, wanted in zip(FETCHING, (False, True), strict=True):
        asked, _ = fetch(candidate, leads_to(candidate, KEPT_AT[candidate.name]), Response(200, {}, PICTURE))
        assert ["authorization" in each.headers for each in asked] == [True, wanted]


def test_a_file_that_meta_says_is_too_large_is_not_even_asked_for() -> None:
    (meta,) = (each for each in FETCHING if each.name == "meta_whatsapp")
    told = Response(200, {}, b'{"url":"https://lookaside.fbsbx.com/x","file_size":"1001"}')
    asked, came = fetch(meta, told)
    assert (len(asked), came) == (1, NotFetched(Unfetched.TOO_LARGE))
