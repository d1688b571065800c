"""A template says the right thing to each person, and never with a hole."""

from typing import Any
from uuid import UUID

import pytest

from tidings.contacts.types import Person
from tidings.content.errors import CannotRender, VariableMissing
from tidings.content.service import Compiled
from tidings.content.types import Body, Button, ButtonType, Header, HeaderKind, SmsBody, WhatsAppBody
from tidings.ports.content import ButtonKind, ButtonValue, HeaderMedia, MediaKind, Template, Text


def person(number: int = 1, **given: Any) -> Person:
    fields: dict[str, Any] = {
        "first_name": None,
        "last_name": None,
        "country": None,
        "locale": None,
        "time_zone": None,
        "lifecycle": None,
        "tags": (),
        "attributes": {},
    }
    return Person(contact_id=UUID(int=number), **{**fields, **given})


def sms(text: str) -> Compiled:
    return Compiled(1, "en", {"en": SmsBody(text)})


def said(compiled: Compiled, to: Person) -> str:
    content = compiled.render(to)
    assert isinstance(content, Text)
    return content.text


def values(to: Person, *parameters: str) -> tuple[str, ...]:
    places = " and ".join(f"{{{{{number}}}}}" for number in range(1, len(parameters) + 1))
    content = Compiled(1, "en", {"en": WhatsAppBody("a", "en", f"x {places} x", parameters)}).render(to)
    assert isinstance(content, Template)
    return content.body


@pytest.mark.parametrize("first_name", [None, "", "   ", "\t", "\u200f", "\u3164"])
def test_a_default_stands_in_for_a_name_that_is_missing_empty_or_blank(first_name: str | None) -> None:
    assert said(sms('Hello {{ first_name | default("there") }}!'), person(first_name=first_name)) == "Hello there!"


def test_a_name_goes_before_the_default() -> None:
    assert said(sms('Hello {{ first_name | default("there") }}!'), person(first_name="Zoé")) == "Hello Zoé!"


def test_a_missing_variable_without_a_default_is_an_error_that_names_it() -> None:
    with pytest.raises(VariableMissing) as missing:
        sms("Hello {{ first_name }}!").render(person())
    assert (missing.value.field, missing.value.code) == ("first_name", "variable_missing")


def test_a_condition_over_a_missing_variable_is_false() -> None:
    text = sms("Hello{% if first_name %} {{ first_name }}{% endif %}!")
    assert said(text, person()) == "Hello!"
    assert said(text, person(first_name="Ana")) == "Hello Ana!"


def test_attributes_are_named_with_and_without_their_prefix_and_a_field_goes_before_an_attribute() -> None:
    to = person(first_name="Ana", attributes={"city": "Lyon", "first_name": "other", "visits": 3})
    assert said(sms("{{ first_name }} {{ city }} {{ attributes.city }} {{ visits + 1 }}"), to) == "Ana Lyon Lyon 4"


def test_markup_in_a_name_is_just_text_and_is_not_run() -> None:
    assert said(sms("Hello {{ first_name }}"), person(first_name="<b>{{ last_name }}</b>")) == "Hello <b>{{ last_name }}</b>"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Ana\nMaria", "Ana Maria"),
        ("Ana\r\n\tMaria", "Ana Maria"),
        ("Ana" + " " * 9 + "Maria", "Ana Maria"),
        ("Ana    Maria", "Ana    Maria"),
        ("\u202eanA\u202c", "anA"),
        ("A\x00n\x07a", "Ana"),
        ("Ana\u2028Maria", "Ana Maria"),
        ("👩\u200d🎓", "👩\u200d🎓"),
    ],
)
def test_contact_data_is_made_harmless_in_whatsapp_parameters(given: str, shown: str) -> None:
    assert values(person(first_name=given), "{{ first_name }}") == (shown,)


def test_what_a_parameter_adds_itself_is_on_one_line_too() -> None:
    assert values(person(first_name="Ana"), "{{ first_name }}\n\tdear") == ("Ana dear",)


def test_a_parameter_never_comes_out_empty() -> None:
    with pytest.raises(CannotRender) as failed:
        values(person(), "{% if first_name %}x{% endif %}")
    assert failed.value.code == "parameter_empty"


def test_a_text_longer_than_can_be_sent_is_an_error_not_a_message() -> None:
    with pytest.raises(CannotRender, match="1600"):
        sms("{{ note }}").render(person(attributes={"note": "x" * 1601}))


def test_a_filter_that_does_not_fit_the_value_is_an_error_not_a_message() -> None:
    with pytest.raises(CannotRender):
        sms("{{ price | round(2) }}").render(person(attributes={"price": "cheap"}))


def test_the_body_is_chosen_by_locale_then_language_then_the_default() -> None:
    bodies: dict[str, Body] = {name: SmsBody(name) for name in ("en", "fr", "fr_CA", "pt_BR")}
    compiled = Compiled(1, "en", bodies)
    wanted = {"fr_CA": "fr_CA", "fr-ca": "fr_CA", "fr_BE": "fr", "fr": "fr", "pt": "pt_BR", "de": "en", None: "en"}
    assert {locale: said(compiled, person(locale=locale)) for locale in wanted} == wanted


def test_every_part_of_a_whatsapp_template_is_filled_in_its_place() -> None:
    body = WhatsAppBody(
        "offer",
        "fr",
        "Bonjour {{1}}, {{2}} !",
        ("{{ first_name }}", "{{ discount }}"),
        Header(HeaderKind.DOCUMENT, link="https://example.org/{{ page }}.pdf", filename="{{ first_name }}.pdf"),
        buttons=(
            Button(ButtonType.PHONE_NUMBER, "Appeler", phone_number="+33123456789"),
            Button(ButtonType.QUICK_REPLY, "Oui", value="yes:{{ page }}"),
            Button(ButtonType.URL, "Voir", url="https://example.org/{{1}}", value="{{ page }}"),
        ),
        content_sid="HX" + "0" * 32,
    )
    content = Compiled(1, "fr", {"fr": body}).render(person(first_name="Ana", attributes={"discount": "20 %", "page": "p7"}))
    assert content == Template(
        "offer",
        "fr",
        HeaderMedia(MediaKind.DOCUMENT, "https://example.org/p7.pdf", "Ana.pdf"),
        ("Ana", "20 %"),
        (ButtonValue(ButtonKind.QUICK_REPLY, 1, "yes:p7"), ButtonValue(ButtonKind.URL, 2, "p7")),
        "HX" + "0" * 32,
    )


def test_who_lacks_what_is_known_before_launch() -> None:
    compiled = sms(
        '{{ first_name }} {{ attributes.course }} {{ city | default("here") }}{% if lifecycle == "lead" %}{{ attributes.advisor }}{% endif %}'
    )
    people = [
        person(1, first_name="Ana", attributes={"course": "Piano"}, lifecycle="student"),
        person(2, attributes={"course": "Piano"}, lifecycle="student"),
        person(3, lifecycle="lead"),
    ]
    found = {each.variable: (each.count, [identifier.int for identifier in each.contact_ids]) for each in compiled.missing_variables(people)}
    assert found == {"first_name": (2, [2, 3]), "attributes.course": (1, [3]), "attributes.advisor": (1, [3])}
    assert compiled.variables == ["attributes.advisor", "attributes.course", "city", "first_name", "lifecycle"]


def test_a_preview_shows_the_text_its_cost_and_what_is_missing() -> None:
    shown = sms("Bonjour {{ first_name }}, ça va ?").preview(person())
    assert shown.text == "Bonjour <first_name>, ça va ?"
    assert shown.missing == ["first_name"]
    assert shown.sms is not None
    assert (shown.sms.encoding, shown.sms.segments) == ("UCS-2", 1)
    body = WhatsAppBody(
        "a",
        "en",
        "Hi {{1}}.",
        ("{{ first_name }}",),
        Header(HeaderKind.TEXT, "For {{1}}", "{{ city }}"),
        "Bye",
        (Button(ButtonType.QUICK_REPLY, "Yes"),),
    )
    whole = Compiled(1, "en", {"en": body}).preview(person(first_name="Ana", attributes={"city": "Lyon"}))
    assert (whole.header, whole.text, whole.footer, whole.buttons) == ("For Lyon", "Hi Ana.", "Bye", ["Yes"])


def test_a_link_is_never_missing_and_is_counted_as_long_as_it_will_be() -> None:
    compiled = sms("Hello {{ first_name }}, {{ code }}, leave: {{ unsubscribe_url }}")
    assert compiled.missing(person(first_name="Ana")) == ["code"]
    assert compiled.missing(person(first_name="Ana"), {"code": "123456"}) == []
    shown = compiled.preview(person(first_name="Ana"), {"code": "123456", "unsubscribe_url": "https://tidings.example/u/" + "x_-" * 40})
    assert shown.missing == []
    assert shown.sms is not None
    assert (shown.sms.encoding, shown.sms.units, shown.sms.segments) == ("GSM-7", len(shown.text), 2)


def test_what_a_message_brings_goes_before_what_is_stored_and_brings_nothing_that_acts() -> None:
    bringing = sms("{{ code }} {{ first_name }}")
    content = bringing.render(person(first_name="Ana", attributes={"code": "0"}), {"code": "{{ first_name }}\u202e"})
    assert isinstance(content, Text)
    assert content.text == "{{ first_name }} Ana"
