"""The templates that a new organisation starts with, so that a first campaign works at once.

`hello_world` is the sample that Meta gives every account. The ContentSids are those of the simulator; with a real Twilio
account, add a version of the template with its own ContentSid.
"""

from uuid import UUID

from tidings.content import queries
from tidings.content.service.templates import create_template
from tidings.content.types import Body, SmsBody, WhatsAppBody
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose

_SEEDS: tuple[tuple[str, Channel, dict[str, Body]], ...] = (
    (
        "hello_world",
        Channel.WHATSAPP,
        {"en_US": WhatsAppBody("hello_world", "en_US", "Hello World", content_sid="HX27dbee180a53dd543030cbd52be0243d")},
    ),
    (
        "welcome_back",
        Channel.WHATSAPP,
        {
            "en": WhatsAppBody(
                "welcome_back",
                "en",
                "Welcome back, {{1}}! We kept your place warm.",
                ('{{ first_name | default("friend") }}',),
                content_sid="HXfb22af14b25304b1f567ce65232b44b0",
            ),
            "fr": WhatsAppBody(
                "welcome_back",
                "fr",
                "Bon retour, {{1}} ! Votre place vous attend.",
                ('{{ first_name | default("et bienvenue") }}',),
                content_sid="HX2cfac2f9420b1ab0ce02e369d0579801",
            ),
        },
    ),
    (
        "autumn_offer",
        Channel.WHATSAPP,
        {
            "en": WhatsAppBody(
                "autumn_offer",
                "en",
                "Hello {{1}}, this autumn you save {{2}} on your next course. Reply STOP to leave.",
                ('{{ first_name | default("there") }}', '{{ attributes.discount | default("20 %") }}'),
                content_sid="HX3645b60ab3334fa63370e244725ed965",
            ),
            "fr": WhatsAppBody(
                "autumn_offer",
                "fr",
                "Bonjour {{1}}, cet automne {{2}} de remise sur votre prochain cours. STOP pour arrêter.",
                ('{{ first_name | default("à vous") }}', '{{ attributes.discount | default("20 %") }}'),
                content_sid="HXfd8c3c17014bc68b2479bfbbad76f89e",
            ),
        },
    ),
    (
        "welcome_sms",
        Channel.SMS,
        {
            "en": SmsBody('Hello {{ first_name | default("there") }}, welcome! Reply STOP to opt out.'),
            "fr": SmsBody(
                "Bonjour{% if first_name %} {{ first_name }}{% endif %}, bienvenue ! Répondez STOP pour ne plus recevoir.", smart_encoding=True
            ),
        },
    ),
)


async def seed_templates(unit: Unit, organisation_id: UUID, actor: str) -> int:
    """Add the first templates whose names are free and return how many; run again, it adds nothing."""
    added = 0
    for name, channel, bodies in _SEEDS:
        if await queries.by_name(unit, organisation_id, name) is not None:
            continue
        added += 1
        for locale, body in bodies.items():
            await create_template(unit, organisation_id, actor, name=name, channel=channel, purpose=Purpose.MARKETING, locale=locale, body=body)
    return added
