"""The texts of a shop and its kinds of notices: made where they lack, and otherwise left as the shop has them."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.content import service as content
from tidings.content.types import Template
from tidings.infra.db.unit import Unit
from tidings.kernel.languages import among
from tidings.kernel.words import Channel, Purpose
from tidings.notices import service as notices
from tidings.repairs.queries import shops as queries
from tidings.repairs.rules import texts

BY = "system:repairs"


async def complete(unit: Unit, organisation_id: UUID) -> None:
    """Give a shop the kinds that came with a newer version of Tidings, with their texts; nothing for an organisation without one."""
    kept = await queries.shop(unit, organisation_id)
    if kept is not None:
        await notices.complete(unit, organisation_id, texts.KINDS, partial(make_kind, unit, organisation_id, emoji=kept[0].emoji))


async def make_kind(unit: Unit, organisation_id: UUID, key: str, *, emoji: bool) -> None:
    """Make a kind of notices that is not there, with its texts."""
    language = among((await accounts.organisation(unit, organisation_id)).locale)
    for each in texts.templates():
        if each.kind == key:
            await template_of(unit, organisation_id, BY, each, language)
    await notices.put_kind(unit, organisation_id, BY, key, texts.settings_of(key, language, emoji=emoji))


async def template_of(unit: Unit, organisation_id: UUID, actor: str, written: texts.Written, first: str) -> Template:
    """Return a text's template; the first time it is made in every language, the organisation's as the one for people of others."""
    if (found := await content.find_template(unit, organisation_id, written.template)) is not None:
        return found
    for locale in sorted(written.bodies, key=lambda each: each != first):
        await content.create_template(
            unit,
            organisation_id,
            actor,
            name=written.template,
            channel=written.channel,
            purpose=Purpose.TRANSACTIONAL,
            locale=locale,
            body=written.bodies[locale],
        )
    return await content.template_by_name(unit, organisation_id, written.template)


async def put_kinds(unit: Unit, organisation_id: UUID, actor: str, *, emoji: bool) -> None:
    """Make the kinds that are not there; of those that are, change nothing but which of our text messages is sent."""
    there = {each.key: each for each in await notices.kinds(unit, organisation_id, archived=True)}
    language = among((await accounts.organisation(unit, organisation_id)).locale)
    for key in texts.KINDS:
        if (kind := there.get(key)) is None:
            await notices.put_kind(unit, organisation_id, actor, key, texts.settings_of(key, language, emoji=emoji))
        elif kind.archived_at is None and kind.settings.templates.get(Channel.SMS) == texts.sms_name(key, emoji=not emoji):
            names = {**kind.settings.templates, Channel.SMS: texts.sms_name(key, emoji=emoji)}
            await notices.put_kind(unit, organisation_id, actor, key, replace(kind.settings, templates=names))
