"""Marketing by email shows how to leave: the link itself stands in it, not only a question about the link."""

import pytest

from tidings.content.errors import TemplateInvalid
from tidings.content.rules.limits import check_purpose
from tidings.content.types import EmailBody
from tidings.kernel.words import Purpose

ADDRESS = "Atelier Rive, 1 quai de la Rive, Lyon"
LEAVE = "No more: {{ unsubscribe_url }}"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (EmailBody("News", "{% if unsubscribe_url %}Hello{% endif %}", postal_address=ADDRESS), "body.text"),
        (EmailBody("News", LEAVE, html="<p>Hello</p>", postal_address=ADDRESS), "body.html"),
        (EmailBody("News", LEAVE, postal_address="  "), "body.postal_address"),
    ],
)
def test_marketing_that_nobody_can_leave_or_that_hides_its_sender_is_refused(body: EmailBody, field: str) -> None:
    with pytest.raises(TemplateInvalid) as refused:
        check_purpose(Purpose.MARKETING, body)
    assert refused.value.field == field
    check_purpose(Purpose.TRANSACTIONAL, body)


def test_marketing_with_both_is_taken() -> None:
    check_purpose(Purpose.MARKETING, EmailBody("News", LEAVE, html=f"<p>{LEAVE}</p>", postal_address=ADDRESS))
