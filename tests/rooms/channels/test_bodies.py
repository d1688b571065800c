"""A letter's body is shown so that it can be understood, and tells nothing about a person."""

import json

import pytest

from tidings.channels.rules.bodies import MOST_SHOWN, shown


def test_a_form_keeps_the_providers_words_and_hides_the_persons() -> None:
    text, cut = shown(b"MessageStatus=teleported&ErrorCode=30099&To=%2B33612345678&Body=stop&ProfileName=ana&MessageSid=SM" + b"0a" * 16)
    assert text == (
        "MessageStatus=teleported\nErrorCode=30099\nTo=… (12 characters)\nBody=… (4 characters)\nProfileName=… (3 characters)\nMessageSid=SM"
        + "0a" * 16
    )
    assert not cut


def test_json_keeps_its_shape() -> None:
    call = {
        "entry": [{"field": "account_alerts", "from": "33612345678", "profile": {"name": "ana"}, "text": {"body": "Où ?"}, "count": 3, "ok": True}]
    }
    text, _ = shown(json.dumps(call).encode())
    assert json.loads(text or "") == {
        "entry": [
            {
                "field": "account_alerts",
                "from": "*********78",
                "profile": {"name": "… (3 characters)"},
                "text": {"body": "… (4 characters)"},
                "count": "3",
                "ok": True,
            }
        ]
    }


@pytest.mark.parametrize("body", [b"", b"null", b"[" * 2000, b'{"a":' * 500 + b"1" + b"}" * 500, b"Bonjour, c'est moi", b'"ana@example.org"', b"="])
def test_whatever_came_is_shown_without_a_persons_words(body: bytes) -> None:
    text, _ = shown(body)
    assert text is not None
    assert not any(word in text for word in ("Bonjour", "ana"))


def test_what_is_no_text_is_not_shown() -> None:
    assert shown(b"\xff\xfe\x00") == (None, False)


def test_a_long_body_is_cut() -> None:
    text, cut = shown(json.dumps(["word"] * 5_000).encode())
    assert cut
    assert len(text or "") == MOST_SHOWN
