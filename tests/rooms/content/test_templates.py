"""Templates are kept in versions and locales, seeded once, and held back on a provider's word."""

from uuid import UUID

import pytest

from support.clock import ManualClock
from tidings.contacts.types import Person
from tidings.content import service as content
from tidings.content.errors import ChannelDiffers, TemplateInvalid, TemplateNotFound
from tidings.content.types import Body, SmsBody, Template, WhatsAppBody
from tidings.infra.db.database import Database
from tidings.kernel.words import Channel, Purpose
from tidings.ports.content import Text
from tidings.simulator.templates import SEED

ACTOR = "cli:test"


async def make(database: Database, organisation: UUID, text: str, *, locale: str = "en", name: str = "hello") -> Template:
    async with database.unit(organisation) as unit:
        return await content.create_template(
            unit, organisation, ACTOR, name=name, channel=Channel.SMS, purpose=Purpose.MARKETING, locale=locale, body=SmsBody(text)
        )


async def said(database: Database, organisation: UUID, template: Template, locale: str | None, version: int | None = None) -> str:
    async with database.unit(organisation) as unit:
        compiled = await content.compiled(unit, organisation, template.id, version)
    rendered = compiled.render(Person(UUID(int=1), "Ana", None, None, locale, None, "lead", (), {}))
    assert isinstance(rendered, Text)
    return rendered.text


async def test_a_version_is_never_changed_and_the_newest_is_used(database: Database, organisation: UUID) -> None:
    await make(database, organisation, "one {{ first_name }}")
    await make(database, organisation, "un {{ first_name }}", locale="fr")
    template = await make(database, organisation, "two {{ first_name }}")
    assert template.version == 3
    assert [await said(database, organisation, template, "en", version) for version in (1, 2, 3, None)] == [
        "one Ana",
        "one Ana",
        "two Ana",
        "two Ana",
    ]
    assert [await said(database, organisation, template, "fr", version) for version in (1, 2, 3)] == ["one Ana", "un Ana", "un Ana"]


async def test_the_same_body_again_adds_no_version(database: Database, organisation: UUID) -> None:
    await make(database, organisation, "one")
    assert (await make(database, organisation, "one")).version == 1


async def lose_a_version(database: Database, organisation: UUID, template: Template) -> None:
    async with database.unit(organisation) as unit:
        await content.create_template(
            unit, organisation, ACTOR, name="hello", channel=Channel.SMS, purpose=Purpose.MARKETING, locale="en", body=SmsBody("lost")
        )
        await content.compiled(unit, organisation, template.id)
        raise RuntimeError


async def test_a_version_that_was_rolled_back_is_not_remembered(database: Database, organisation: UUID) -> None:
    template = await make(database, organisation, "one")
    with pytest.raises(RuntimeError):
        await lose_a_version(database, organisation, template)
    await make(database, organisation, "two")
    assert await said(database, organisation, template, "en", 2) == "two"


async def test_a_compiled_version_is_kept_in_the_process(database: Database, organisation: UUID) -> None:
    template = await make(database, organisation, "one")
    await said(database, organisation, template, "en")
    async with database.unit(organisation) as unit:
        await content.compiled(unit, organisation, template.id, 1)
        assert unit.statements == 0


async def test_a_template_does_not_change_its_channel(database: Database, organisation: UUID) -> None:
    await make(database, organisation, "one")
    with pytest.raises(ChannelDiffers):
        async with database.unit(organisation) as unit:
            await content.create_template(
                unit,
                organisation,
                ACTOR,
                name="hello",
                channel=Channel.WHATSAPP,
                purpose=Purpose.MARKETING,
                locale="en",
                body=WhatsAppBody("hello", "en", "Hello"),
            )


@pytest.mark.parametrize("text", ["Hello {{ first_name", "{% if a %}x", "{{ a | }}", "{{ a b }}"])
async def test_a_template_that_does_not_compile_is_refused(database: Database, organisation: UUID, text: str) -> None:
    with pytest.raises(TemplateInvalid):
        await make(database, organisation, text)


async def test_a_template_that_is_not_there_is_said_so(database: Database, organisation: UUID) -> None:
    template = await make(database, organisation, "one")
    async with database.unit(organisation) as unit:
        with pytest.raises(TemplateNotFound):
            await content.template_by_name(unit, organisation, "none")
        with pytest.raises(TemplateNotFound):
            await content.compiled(unit, organisation, template.id, 9)


async def test_templates_are_listed_page_by_page(database: Database, organisation: UUID) -> None:
    for name in ("b", "a", "c"):
        await make(database, organisation, "x", name=name)
    async with database.unit(organisation) as unit:
        first = await content.templates(unit, organisation, limit=2)
        second = await content.templates(unit, organisation, limit=2, cursor=first.next_cursor)
        assert [each.name for each in (*first.rows, *second.rows)] == ["a", "b", "c"]
        assert second.next_cursor is None
        assert (await content.templates(unit, organisation, channel=Channel.WHATSAPP)).rows == []


async def test_seeds_are_added_once_and_are_those_of_the_simulator(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        assert await content.seed_templates(unit, organisation, ACTOR) == 4
    async with database.unit(organisation) as unit:
        assert await content.seed_templates(unit, organisation, ACTOR) == 0
        bodies: list[Body] = []
        for template in (await content.templates(unit, organisation, channel=Channel.WHATSAPP)).rows:
            bodies += [each.body for each in await content.template_bodies(unit, organisation, template)]
    ours = {(body.provider_name, body.language, body.body, body.content_sid) for body in bodies if isinstance(body, WhatsAppBody)}
    assert ours == {(seed.name, seed.language, seed.body, seed.content_sid) for seed in SEED}


async def test_a_seed_can_be_said_to_somebody_of_whom_nothing_is_known(database: Database, organisation: UUID) -> None:
    nobody = Person(UUID(int=1), None, None, None, None, None, "lead", (), {})
    async with database.unit(organisation) as unit:
        await content.seed_templates(unit, organisation, ACTOR)
        for template in (await content.templates(unit, organisation)).rows:
            assert (await content.compiled(unit, organisation, template.id)).missing(nobody) == []


async def approve(database: Database, organisation: UUID, status: str, provider: str = "meta_whatsapp") -> bool:
    async with database.engine() as unit:
        return await content.set_approval(unit, organisation, provider=provider, provider_name="hello_world", status=status)


async def why_not(database: Database, organisation: UUID, provider: str | None = None) -> str | None:
    async with database.engine() as unit:
        template = await content.template_by_name(unit, organisation, "hello_world")
        return await content.sendable(unit, organisation, template, provider=provider)


async def test_a_paused_or_rejected_template_is_not_sent_until_it_is_approved_again(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    async with database.unit(organisation) as unit:
        await content.seed_templates(unit, organisation, ACTOR)
    assert await why_not(database, organisation) is None
    assert await approve(database, organisation, "PAUSED")
    assert not await approve(database, organisation, "PAUSED")
    assert "paused" in (await why_not(database, organisation) or "")
    assert await why_not(database, organisation, "twilio") is None
    clock.advance(hours=3)
    assert await approve(database, organisation, "APPROVED")
    assert await why_not(database, organisation) is None


def test_a_text_is_counted_with_what_would_save_a_segment() -> None:
    report = content.sms_report("L\u2019été " + "x" * 80)
    assert report.count.segments == 2
    assert [each.character for each in report.suggestions] == ["\u2019"]
    assert report.suggestions[0].segments_saved == 1
