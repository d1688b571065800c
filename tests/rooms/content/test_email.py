"""Emails: what a template may hold, how it is said to somebody, and that nobody gets marketing that they can't leave."""

from dataclasses import replace
from uuid import UUID

import pytest

from tidings.contacts.types import Person
from tidings.content import service as content
from tidings.content.errors import CannotRender, TemplateInvalid
from tidings.content.types import EmailBody
from tidings.infra.db.database import Database
from tidings.kernel.words import Channel, Purpose
from tidings.ports.content import Mail

LINK = "https://tidings.example/u/abc"
BODY = EmailBody(
    subject="Autumn for {{ first_name }}",
    text="Hello {{ first_name }}.\nLeave: {{ unsubscribe_url }}",
    html='<html><body><p style="color: #123">Hello {{ first_name }}</p><a href="{{ unsubscribe_url }}">Leave</a></body></html>',
    postal_address="Atelier <Rive>\n1 quai de la Rive, Lyon",
)


def ana(first_name: str | None = "Ana") -> Person:
    return Person(UUID(int=1), first_name, None, None, "en", None, "lead", (), {})


def said(body: EmailBody, first_name: str = "Ana") -> Mail:
    mail = content.draft(Channel.EMAIL, "en", body).render(ana(first_name), {"unsubscribe_url": LINK})
    assert isinstance(mail, Mail)
    return mail


def test_an_email_says_how_to_leave_and_where_its_sender_is() -> None:
    mail = said(BODY)
    assert (mail.subject, mail.unsubscribe) == ("Autumn for Ana", LINK)
    assert mail.text == f"Hello Ana.\nLeave: {LINK}\n\n-- \nAtelier <Rive>\n1 quai de la Rive, Lyon\n"
    assert mail.html.endswith("Leave</a><p>Atelier &lt;Rive&gt;<br>1 quai de la Rive, Lyon</p></body></html>")


def test_what_a_person_is_called_can_make_neither_html_nor_a_header() -> None:
    mail = said(BODY, "<script>x</script>\r\nBcc: all@example.net")
    assert "&lt;script&gt;" in mail.html
    assert "<script>" not in mail.html
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject


def test_without_html_and_without_a_postal_address_there_is_the_text_alone() -> None:
    mail = said(EmailBody("Your code", "It is {{ first_name }}"))
    assert (mail.text, mail.html, mail.unsubscribe) == ("It is Ana", "", "")


def test_a_missing_name_is_found_and_never_sent_as_a_hole() -> None:
    compiled = content.draft(Channel.EMAIL, "en", BODY)
    assert compiled.missing(ana(None)) == ["first_name"]
    shown = compiled.preview(ana(None), {"unsubscribe_url": LINK})
    assert (shown.header, shown.sms) == ("Autumn for <first_name>", None)
    assert "&lt;first_name&gt;" in shown.html


@pytest.mark.parametrize(
    ("field", "body"),
    [("subject", replace(BODY, subject="{% if tags %}x{% endif %}")), ("text", replace(BODY, text="\u200b{% if tags %}x{% endif %}"))],
)
def test_what_comes_out_empty_is_not_sent(field: str, body: EmailBody) -> None:
    with pytest.raises(CannotRender) as refused:
        said(body)
    assert refused.value.field == f"body.{field}"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("body.subject", {"subject": " "}),
        ("body.subject", {"subject": "Hello\nBcc: all@example.net"}),
        ("body.subject", {"subject": "x" * 251}),
        ("body.text", {"text": ""}),
        ("body.text", {"text": "x" * 100_001}),
        ("body.postal_address", {"postal_address": "x" * 301}),
        ("body.html", {"html": "<script>alert(1)</script>"}),
        ("body.html", {"html": "<form><p>Your card</p></form>"}),
        ("body.html", {"html": '<p onclick="x()">Hello</p>'}),
        ("body.html", {"html": '<a href="javascript:x()">Hello</a>'}),
        ("body.html", {"html": '<a href="{{ first_name }}">Hello</a>'}),
        ("body.html", {"html": '<img src="data:image/png;base64,AAAA">'}),
        ("body.html", {"html": '<p style="background: url(javascript:x)">Hello</p>'}),
        ("body.html", {"html": "<style>@import 'https://example.org/x.css';</style>"}),
        ("body.html", {"html": "<p>{% for each in tags %}x{% endfor %}</p>"}),
    ],
)
def test_what_an_email_must_not_hold_is_refused_with_its_field(field: str, changes: dict[str, str]) -> None:
    with pytest.raises(TemplateInvalid) as refused:
        content.draft(Channel.EMAIL, "en", replace(BODY, **changes))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "changes"),
    [("body.postal_address", {"postal_address": ""}), ("body.text", {"text": "Hello"}), ("body.html", {"html": "<p>Hello</p>"})],
)
async def test_marketing_by_email_that_nobody_can_leave_is_no_template(
    database: Database, organisation: UUID, field: str, changes: dict[str, str]
) -> None:
    body = replace(BODY, **changes)
    async with database.unit(organisation) as unit:
        with pytest.raises(TemplateInvalid) as refused:
            await content.create_template(
                unit, organisation, "cli:test", name="news", channel=Channel.EMAIL, purpose=Purpose.MARKETING, locale="en", body=body
            )
        made = await content.create_template(
            unit, organisation, "cli:test", name="note", channel=Channel.EMAIL, purpose=Purpose.TRANSACTIONAL, locale="en", body=body
        )
        assert [each.body for each in await content.template_bodies(unit, organisation, made)] == [body]
    assert refused.value.field == field
