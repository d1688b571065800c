"""WhatsApp's limits are checked when a template is made, and the field at fault is named."""

from dataclasses import replace
from typing import Any

import pytest

from tidings.content.errors import TemplateInvalid
from tidings.content.rules.limits import body_from, body_to, check_body
from tidings.content.types import Body, Button, ButtonType, Header, HeaderKind, SmsBody, WhatsAppBody
from tidings.kernel.words import Channel

WHOLE = WhatsAppBody(
    "autumn_offer",
    "fr",
    "Bonjour {{1}}, {{2}} de remise.",
    ("{{ first_name }}", "{{ attributes.discount }}"),
    Header(HeaderKind.TEXT, "Pour {{1}}", "{{ name }}"),
    "Atelier",
    (
        Button(ButtonType.QUICK_REPLY, "Oui", value="yes"),
        Button(ButtonType.URL, "Voir", url="https://example.org/{{1}}", value="{{ attributes.page }}"),
        Button(ButtonType.PHONE_NUMBER, "Appeler", phone_number="+33123456789"),
    ),
    "HX" + "0" * 32,
)
REPLY = Button(ButtonType.QUICK_REPLY, "Oui")
LINK = Button(ButtonType.URL, "Voir", url="https://example.org/")

WRONG: list[tuple[str, dict[str, Any]]] = [
    ("body.provider_name", {"provider_name": "Autumn Offer"}),
    ("body.language", {"language": "french"}),
    ("body.content_sid", {"content_sid": "HX1"}),
    ("body.body", {"body": "x" * 1025, "parameters": ()}),
    ("body.body", {"body": "", "parameters": ()}),
    ("body.body", {"body": "{{1}} first, {{2}} then."}),
    ("body.body", {"body": "At the end {{1}} and {{2}}"}),
    ("body.body", {"body": "Side {{1}} {{2}} by side."}),
    ("body.body", {"body": "A gap {{1}} and {{3}} here."}),
    ("body.body", {"body": "Only {{1}} here."}),
    ("body.parameters.1", {"parameters": ("{{ first_name }}", "  ")}),
    ("body.parameters.0", {"parameters": ("{% for x in tags %}{% endfor %}", "x")}),
    ("body.footer", {"footer": "x" * 61}),
    ("body.footer", {"footer": "For {{1}}"}),
    ("body.header.text", {"header": Header(HeaderKind.TEXT, "x" * 61)}),
    ("body.header.text", {"header": Header(HeaderKind.TEXT, "{{1}} and {{2}}", "x")}),
    ("body.header.link", {"header": Header(HeaderKind.IMAGE)}),
    ("body.header.link", {"header": Header(HeaderKind.IMAGE, link="http://example.org/a.png")}),
    ("body.buttons", {"buttons": (REPLY,) * 11}),
    ("body.buttons", {"buttons": (LINK,) * 3}),
    ("body.buttons", {"buttons": (REPLY, LINK, REPLY)}),
    ("body.buttons.0.text", {"buttons": (replace(REPLY, text="x" * 26),)}),
    ("body.buttons.0.url", {"buttons": (replace(LINK, url="https://example.org/{{1}}/more", value="x"),)}),
    ("body.buttons.0.url", {"buttons": (replace(LINK, url=None),)}),
    ("body.buttons.1.phone_number", {"buttons": (REPLY, Button(ButtonType.PHONE_NUMBER, "Call", phone_number="1" * 21))}),
]


def test_a_whole_body_is_accepted_and_comes_back_from_json_as_it_was() -> None:
    check_body(Channel.WHATSAPP, WHOLE)
    assert body_from(Channel.WHATSAPP, body_to(WHOLE)) == WHOLE


@pytest.mark.parametrize(("field", "change"), WRONG)
def test_what_whatsapp_would_refuse_is_refused_with_its_field(field: str, change: dict[str, Any]) -> None:
    with pytest.raises(TemplateInvalid) as refused:
        check_body(Channel.WHATSAPP, replace(WHOLE, **change))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("channel", "body"), [(Channel.SMS, WHOLE), (Channel.WHATSAPP, SmsBody("Hello")), (Channel.SMS, SmsBody("  ")), (Channel.SMS, SmsBody("\u200b"))]
)
def test_a_body_belongs_to_its_channel_and_is_not_empty(channel: Channel, body: Body) -> None:
    with pytest.raises(TemplateInvalid):
        check_body(channel, body)


def test_json_of_another_shape_names_the_field() -> None:
    with pytest.raises(TemplateInvalid) as refused:
        body_from(Channel.WHATSAPP, {"provider_name": "a", "language": "fr", "body": 7})
    assert refused.value.field == "body.body"
