import re
from typing import Any

import pytest

from simulator.rig import LEA, Simulated
from tidings.simulator.settings import ACCOUNT_SID, SENDER_NUMBER

SERVICE = "MG" + "0" * 32


async def test_an_accepted_sms_is_answered_with_the_whole_resource(simulator: Simulated) -> None:
    response = await simulator.sms(Body="Un été à Noël")
    message = await response.json()
    assert response.status == 201
    assert re.fullmatch(r"SM[0-9a-f]{32}", message["sid"])
    assert (message["status"], message["num_segments"], message["price"], message["date_sent"]) == ("queued", "1", None, None)
    assert re.fullmatch(r"\w{3}, \d{2} \w{3} \d{4} \d\d:\d\d:\d\d \+0000", message["date_created"])
    assert message["to"] == LEA
    assert message["uri"] == f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{message['sid']}.json"


async def test_a_wrong_token_is_refused_with_20003(simulator: Simulated) -> None:
    response = await simulator.twilio({"To": LEA}, authorization="Basic d3Jvbmc6dG9rZW4=")
    assert response.status == 401
    assert await response.json() == {
        "code": 20003,
        "message": "Authenticate",
        "more_info": "https://www.twilio.com/docs/errors/20003",
        "status": 401,
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"To": ""}, 21604),
        ({"From": ""}, 21603),
        ({"Body": ""}, 21602),
        ({"To": "0612345678"}, 21211),
        ({"To": "+15005550001"}, 21211),
        ({"To": "+15005550002"}, 21612),
        ({"To": "+15005550003"}, 21408),
        ({"To": "+15005550004"}, 21610),
        ({"To": "+15005550009"}, 21614),
        ({"From": "+15005550007"}, 21606),
        ({"From": "+15005550008"}, 21611),
        ({"From": "not a sender at all"}, 21212),
        ({"Body": "x" * 1601}, 21617),
        ({"To": f"whatsapp:{LEA}"}, 21910),
        ({"StatusCallback": "http://under_score.example/x"}, 21609),
        ({"StatusCallback": "here"}, 21609),
        ({"ContentSid": "HX" + "0" * 32}, 21655),
        ({"ValidityPeriod": "36001"}, 21624),
        ({"From": "", "MessagingServiceSid": "MG12"}, 21703),
    ],
)
async def test_a_wrong_request_gets_twilios_code(simulator: Simulated, change: dict[str, str], code: int) -> None:
    response = await simulator.sms(**change) if "To" not in change else await simulator.sms(change["To"])
    error = await response.json()
    assert (response.status, error["code"], error["status"]) == (400, code, 400)
    report = await simulator.report()
    assert report["accepted"] == 0
    assert report["errors"]["twilio"] == {str(code): 1}


async def test_an_unlisted_sender_is_refused_once_senders_are_listed(simulator: Simulated) -> None:
    await simulator.settings(twilio={"senders": ["+15005550010", "whatsapp:+15005550010"]})
    assert (await (await simulator.sms()).json())["code"] == 21606
    whatsapp = await simulator.sms(f"whatsapp:{LEA}", From=f"whatsapp:{SENDER_NUMBER}")
    assert (await whatsapp.json())["code"] == 63007
    assert (await simulator.sms(From="+15005550010")).status == 201


async def test_a_messaging_service_has_no_sender_and_no_segments_at_first(simulator: Simulated) -> None:
    message = await (await simulator.twilio({"To": LEA, "MessagingServiceSid": SERVICE, "Body": "Bonjour"})).json()
    assert (message["status"], message["from"], message["num_segments"]) == ("accepted", None, "0")
    await simulator.advance(1)
    message = await simulator.look(f"/Messages/{message['sid']}.json")
    assert (message["status"], message["from"], message["num_segments"], message["price"]) == ("sent", SENDER_NUMBER, "1", "-0.00830")


async def test_a_message_is_found_by_its_recipient_and_day(simulator: Simulated) -> None:
    sent = await (await simulator.sms(Body="first")).json()
    await simulator.sms("+33612345679", Body="another person")
    found = await simulator.look("/Messages.json?To=%2B33612345678&PageSize=1000")
    assert [message["sid"] for message in found["messages"]] == [sent["sid"]]
    assert (found["page"], found["page_size"], found["next_page_uri"]) == (0, 1000, None)
    unsent = await simulator.look("/Messages.json?To=%2B33612345678&DateSent%3E=2020-01-01")
    assert unsent["messages"] == []
    await simulator.advance(1)
    assert len((await simulator.look("/Messages.json?To=%2B33612345678&DateSent>=2020-01-01"))["messages"]) == 1
    assert (await simulator.look("/Messages.json?To=%2B33612345678&DateSent<=2020-01-01"))["messages"] == []


async def test_pages_of_the_list_follow_each_other(simulator: Simulated) -> None:
    for number in range(3):
        await simulator.sms(f"+3361234567{number}")
    first = await simulator.look("/Messages.json?PageSize=2")
    second = await simulator.look(first["next_page_uri"].partition(ACCOUNT_SID)[2])
    assert [len(page["messages"]) for page in (first, second)] == [2, 1]
    assert second["next_page_uri"] is None


async def test_the_account_is_active(simulator: Simulated) -> None:
    account = await simulator.look(".json")
    assert (account["sid"], account["status"]) == (ACCOUNT_SID, "active")
    assert (await simulator.look("/Calls.json"))["code"] == 20404
    assert (await simulator.look(f"/Messages/SM{'0' * 32}.json"))["code"] == 20404


async def whatsapp(simulator: Simulated, **form: str) -> dict[str, Any]:
    response = await simulator.twilio({"To": f"whatsapp:{LEA}", "From": f"whatsapp:{SENDER_NUMBER}", **form})
    message = await response.json()
    assert response.status == 201, message
    await simulator.advance(100)
    return await simulator.look(f"/Messages/{message['sid']}.json")


async def content_sid(simulator: Simulated) -> str:
    templates = (await simulator.control("GET", "templates"))["templates"]
    return next(template["content_sid"] for template in templates if (template["name"], template["language"]) == ("welcome_back", "fr"))


async def test_a_whatsapp_template_is_sent_by_its_content_sid(simulator: Simulated) -> None:
    message = await whatsapp(simulator, ContentSid=await content_sid(simulator), ContentVariables='{"1":"Léa"}')
    assert (message["status"], message["body"]) == ("read", "Bon retour, Léa ! Votre place vous attend.")


async def test_whatsapp_refuses_after_accepting(simulator: Simulated) -> None:
    outside_the_window = await whatsapp(simulator, Body="Bonjour")
    without_a_variable = await whatsapp(simulator, ContentSid=await content_sid(simulator))
    await simulator.control("POST", "templates", {"name": "welcome_back", "language": "fr", "status": "PAUSED"})
    of_a_paused_template = await whatsapp(simulator, ContentSid=await content_sid(simulator), ContentVariables='{"1":"Léa"}')
    refused = [outside_the_window, without_a_variable, of_a_paused_template]
    assert [(message["status"], message["error_code"]) for message in refused] == [("failed", 63016), ("failed", 63028), ("failed", 63041)]


async def test_variables_that_are_no_map_of_texts_are_refused(simulator: Simulated) -> None:
    for variables in ("[]", "{", '{"1":2}'):
        response = await simulator.sms(Body="", ContentSid=await content_sid(simulator), ContentVariables=variables)
        assert (await response.json())["code"] == 21656


async def test_after_stop_the_sender_is_refused_until_start(simulator: Simulated) -> None:
    await simulator.control("POST", f"people/{LEA}/say", {"text": "stop", "to": SENDER_NUMBER})
    assert (await (await simulator.sms()).json())["code"] == 21610
    assert (await simulator.sms(From="+15005550010")).status == 201
    await simulator.control("POST", f"people/{LEA}/say", {"text": "START", "to": SENDER_NUMBER})
    assert (await simulator.sms()).status == 201
