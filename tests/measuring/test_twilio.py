"""The stand-in's receipts are ones that Twilio could have sent."""

from urllib.parse import parse_qs

from benchmarks import people, twilio

from tidings.kernel import phone
from tidings.ports.adapter import Account, WebhookCall
from tidings.ports.receipt import Receipt, ReceiptState
from tidings.providers.twilio import Twilio
from tidings.simulator.settings import ACCOUNT_SID, AUTH_TOKEN

URL = "http://127.0.0.1:8000/webhooks/twilio/x/status?a=token#rc=5"


def test_a_receipt_carries_a_signature_that_holds_and_no_fragment() -> None:
    call = twilio.receipt(URL, twilio.new_sid(), "delivered")
    account = Account({"account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN}, "http://127.0.0.1")
    arrived = WebhookCall(call.url, {"x-twilio-signature": call.signature, "content-type": twilio.FORM}, call.body)
    assert "#" not in call.url
    assert Twilio().verify(arrived, account)
    [news] = Twilio().read(arrived)
    assert isinstance(news, Receipt)
    assert news.state is ReceiptState.DELIVERED


def test_a_message_is_the_form_that_a_person_with_their_own_words_gets() -> None:
    form = parse_qs(twilio.message_form(people.number(7), people.text(7), URL).decode())
    assert form["To"] == ["+33600000007"]
    assert form["Body"] == [people.text(7)]
    assert people.text(7) != people.text(8)


def test_every_made_up_number_is_one_in_use_and_test_sends_have_their_own() -> None:
    ends = (0, 1, people.MOST // 2, people.MOST - 1)
    assert [phone.parse(people.number(place), "FR").e164 for place in ends] == [people.number(place) for place in ends]
    assert phone.parse(f"{people.WATCHED}000199", "FR")


def test_ids_of_messages_never_repeat() -> None:
    assert len({twilio.new_sid() for _ in range(1_000)}) == 1_000
