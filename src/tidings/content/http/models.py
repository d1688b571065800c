"""What comes in and goes out about templates."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, StrictBool

from tidings.content.types import Category, EmailBody, Outline, PushBody, SmsBody, Template, WhatsAppBody
from tidings.infra import web
from tidings.kernel.sms import Encoding, Reason
from tidings.kernel.words import Channel, Purpose

_LONGEST_TEXT = 20_000
_SMS_BODY = {"text": 'Hello {{ first_name | default("there") }}, your course starts on Monday. Reply STOP to opt out.', "smart_encoding": True}
_WHATSAPP_BODY = {
    "provider_name": "welcome_back",
    "language": "en",
    "body": "Welcome back, {{1}}! We kept your place warm.",
    "parameters": ['{{ first_name | default("friend") }}'],
    "content_sid": "HXfb22af14b25304b1f567ce65232b44b0",
}

_EMAIL_BODY = {
    "subject": 'Your place, {{ first_name | default("dear friend") }}',
    "text": "The course starts on Monday.\n\nNo more of this: {{ unsubscribe_url }}",
    "html": '<p>The course starts on <b>Monday</b>.</p><p><a href="{{ unsubscribe_url }}">No more of this</a></p>',
    "postal_address": "Atelier Rive, 1 quai de la Rive, 69001 Lyon, France",
}

_PUSH_BODY = {"title": "Your phone is ready", "text": "{{ first_name }}, come and fetch it until 19:00.", "link": "https://atelier.example/tickets"}

Body = Annotated[
    EmailBody | PushBody | WhatsAppBody | SmsBody,
    Field(
        description=(
            "For SMS a text in the template language; for WhatsApp the template as the provider approved it, with a text for each variable;"
            " for email a subject, a text, HTML if wanted, and of marketing the postal address and `{{ unsubscribe_url }}`;"
            " for push a title, a text, and the https link that a tap opens if not the app."
        ),
        examples=[_SMS_BODY, _WHATSAPP_BODY, _EMAIL_BODY, _PUSH_BODY],
    ),
]
Locale = Annotated[str, Field(min_length=2, max_length=20, examples=["fr", "en_US"])]


class TemplateShown(web.Output):
    """A template's name tag."""

    id: UUID
    name: str
    channel: Channel
    purpose: Purpose
    default_locale: str = Field(description="Whose body people get when there is none in their language.")
    version: int = Field(description="The newest; each new body of a locale makes one.")
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = Field(description="Not offered any more since then; campaigns that use it go on.")


class LocaleShown(web.Output):
    """The newest body of one locale."""

    locale: str
    version: int = Field(description="The version that brought it.")
    of_locale: int = Field(description="Which one it is of its language, from 1.")
    body: EmailBody | PushBody | WhatsAppBody | SmsBody
    created_by: str
    created_at: datetime


class ApprovalShown(web.Output):
    """A provider's last word on the template."""

    provider: str
    provider_name: str
    status: str = Field(examples=["approved", "paused"])
    reason: str | None
    at: datetime


class FilingShown(web.Output):
    """Under which category a provider files the template in a language."""

    provider: str
    provider_name: str
    language: str = Field(examples=["en_US"])
    category: Category
    former: Category | None = Field(description="The one before; null where none was told.")
    changed_at: datetime
    seen_at: datetime | None = Field(description="When somebody saw it; null again whenever the category changes, or a change is announced.")
    coming: Category | None = Field(description="The category that the provider said it will give; nothing counts as it yet.")
    comes_at: datetime | None = Field(description="From when on, where the provider said so.")


class TemplateListed(TemplateShown):
    """A template in a list: which languages it has, and what providers said of it."""

    locales: list[str] = Field(examples=[["en", "fr"]])
    approvals: list[ApprovalShown]
    not_sendable: str | None = Field(description="Why it can't be sent now; null if it can.")

    @classmethod
    def of(cls, template: Template, outline: Outline) -> Self:
        """Show a template with its outline."""
        said = [ApprovalShown.model_validate(each) for each in outline.approvals]
        tag = TemplateShown.model_validate(template).model_dump()
        return cls(**tag, locales=list(outline.locales), approvals=said, not_sendable=outline.not_sendable)


class TemplateWhole(TemplateShown):
    """A template with all that is in it."""

    locales: list[LocaleShown]
    variables: list[str] = Field(description="What its texts name.", examples=[["attributes.course", "first_name"]])
    approvals: list[ApprovalShown]
    not_sendable: str | None = Field(description="Why it can't be sent now; null if it can.")
    filings: list[FilingShown] = Field(description="Under which categories providers file it, whatever it was submitted as.")
    counts_as: Purpose = Field(description="As what messages by it count: as marketing also where a provider files it so, or it was submitted so.")


class TemplateMade(web.Input):
    """A new template with its first body."""

    name: web.Line = Field(examples=["welcome_back"])
    channel: Channel
    purpose: Purpose = Purpose.MARKETING
    locale: Locale
    body: Body


class VersionMade(web.Input):
    """A new body of one locale; the other locales keep theirs."""

    locale: Locale
    body: Body


class SamplePerson(web.Input):
    """Somebody to show a template for."""

    first_name: web.Text | None = Field(default=None, examples=["Zoé"])
    last_name: web.Text | None = None
    country: web.Text | None = None
    locale: web.Text | None = Field(default=None, examples=["fr_FR"])
    lifecycle: web.Text = "lead"
    tags: list[web.Text] = Field(default_factory=list[str], max_length=100)
    attributes: dict[str, Any] = Field(default_factory=dict[str, Any], examples=[{"course": "Piano"}])
    values: dict[str, web.Text] = Field(
        default_factory=dict[str, str], max_length=50, description="What the message itself brings.", examples=[{"code": "123456"}]
    )


class Draft(web.Input):
    """A body that is still being written, and somebody to show it for."""

    channel: Channel
    locale: Locale
    body: Body
    person: SamplePerson = Field(default_factory=SamplePerson)


class SmsCountShown(web.Output):
    """What a text costs as an SMS, counted as carriers do."""

    encoding: Encoding
    characters: int = Field(description="Unicode code points.")
    units: int = Field(description="Septets (GSM-7) or UTF-16 code units (UCS-2).")
    segments: int = Field(description="The parts that carriers bill.")
    per_segment: int = Field(description="Units that fit in each part.")
    remaining: int = Field(description="Units still free in the last part.")


class PreviewShown(web.Output):
    """A template as one person would see it."""

    locale: str = Field(description="Whose body it is.")
    header: str = Field(description="Of an email its subject, of a notification its title.")
    text: str
    html: str = Field(description="What mailboxes show of an email; empty for others. Show it in a sandboxed frame.")
    footer: str
    buttons: list[str]
    missing: list[str] = Field(description="Variables without a default that this person lacks; the message would fail.")
    sms: SmsCountShown | None


class DraftShown(PreviewShown):
    """A draft as one person would see it, and what it names."""

    variables: list[str] = Field(description="What its texts name.", examples=[["first_name"]])


class TextToCount(web.Input):
    """A text for an SMS."""

    text: Annotated[str, Field(max_length=_LONGEST_TEXT, examples=["L\u2019été arrive !"])]
    smart: StrictBool = Field(default=False, description="Count it as it is after look-alikes have replaced what is outside GSM-7.")


class SuggestionShown(web.Output):
    """A character that makes a text dearer."""

    character: str
    name: str = Field(examples=["right single quotation mark"])
    occurrences: int
    reason: Reason
    replacement: str | None = Field(description="What to write instead; empty: leave it out; null: nothing says the same.")
    segments_saved: int = Field(description="Segments less, once this and all suggestions before it are taken.")


class SmsReportShown(web.Output):
    """What a text costs, and how it would cost less."""

    count: SmsCountShown
    suggestions: list[SuggestionShown]
