"""Making what the waitlist says: templates and kinds of notices, once; they are the organisation's own afterwards."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.content import service as content
from tidings.content.types import Body, Button, ButtonType, EmailBody, PushBody, SmsBody, WhatsAppBody
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import NotFound
from tidings.kernel.words import Channel, Purpose
from tidings.notices import service as notices
from tidings.notices.types import Plan
from tidings.notices.types import Settings as KindSettings
from tidings.waitlist.rules import saying
from tidings.waitlist.types import Tells

_ORDER = (Channel.WHATSAPP, Channel.SMS, Channel.PUSH, Channel.EMAIL)
_WAITS = {Channel.WHATSAPP: timedelta(seconds=90), Channel.SMS: timedelta(minutes=3), Channel.PUSH: timedelta(seconds=90)}
"""Short, for a slot does not wait: who does not look at WhatsApp gets an SMS, and the hold begins anew with it."""
_LASTS = {Tells.OFFER: timedelta(minutes=30), Tells.REMINDER: timedelta(hours=1)}
_USUALLY = timedelta(hours=6)
_LANGUAGES = ("en", "fr")
KINDS = {each.kind: each for each in Tells}
"""What is told, by the key of its kind."""
_BY = "system:waitlist"


async def set_up(unit: Unit, organisation_id: UUID, actor: str, locale: str) -> int:
    """Make the templates and kinds of notices that are not there and return how many kinds are new; what is there stays as it is.

    People without a language of their own are written to in that of `locale`.
    """
    there = {each.key for each in await notices.kinds(unit, organisation_id, archived=True)}
    new = [each for each in Tells if each.kind not in there]
    for tells in new:
        await _make(unit, organisation_id, actor, tells, locale)
    return len(new)


async def complete(unit: Unit, organisation_id: UUID) -> None:
    """Give a waitlist the kinds that came with a newer version of Tidings; nothing for an organisation that has none of them."""
    if any(each.key == Tells.JOINED.kind for each in await notices.kinds(unit, organisation_id, archived=True)):
        await notices.complete(unit, organisation_id, KINDS, partial(make_kind, unit, organisation_id))


async def make_kind(unit: Unit, organisation_id: UUID, key: str) -> None:
    """Make a kind of notices that is not there, with its texts."""
    locale = (await accounts.organisation(unit, organisation_id)).locale
    await _make(unit, organisation_id, _BY, KINDS[key], locale)


async def reachable(unit: Unit, organisation_id: UUID, data: Mapping[UUID, Mapping[str, Any]]) -> Mapping[UUID, Plan]:
    """Say by which channels an offer would leave, by contact (`notices.reachable`); its kind is made where it lacks."""
    try:
        return await notices.reachable(unit, organisation_id, Tells.OFFER.kind, data)
    except NotFound:
        await notices.complete(unit, organisation_id, [Tells.OFFER.kind], partial(make_kind, unit, organisation_id))
        return await notices.reachable(unit, organisation_id, Tells.OFFER.kind, data)


async def _make(unit: Unit, organisation_id: UUID, actor: str, tells: Tells, locale: str) -> None:
    first = locale[:2] if locale[:2] in _LANGUAGES else _LANGUAGES[0]
    templates: dict[Channel, str] = {}
    for channel, told in saying.texts()[tells.value].items():
        name = f"{tells.kind}_{channel}"
        templates[Channel(channel)] = name
        if await content.find_template(unit, organisation_id, name) is None:
            for language in (first, *(each for each in _LANGUAGES if each != first)):
                await content.create_template(
                    unit,
                    organisation_id,
                    actor,
                    name=name,
                    channel=Channel(channel),
                    purpose=Purpose.TRANSACTIONAL,
                    locale=language,
                    body=_body(Channel(channel), name, language, told),
                )
    settings = KindSettings(
        name=saying.name(tells.value, first),
        purpose=Purpose.TRANSACTIONAL,
        templates=templates,
        order=_ORDER,
        waits=_WAITS,
        expires_after=_LASTS.get(tells, _USUALLY),
    )
    await notices.put_kind(unit, organisation_id, actor, tells.kind, settings)


def _body(channel: Channel, name: str, language: str, told: Any) -> Body:
    match channel:
        case Channel.SMS:
            return SmsBody(told[language], smart_encoding=True)
        case Channel.EMAIL:
            subject, text = told[language]
            return EmailBody(subject, text)
        case Channel.PUSH:
            title, text = told[language]
            return PushBody(title, text, "{{ link }}")
        case Channel.WHATSAPP:
            buttons = tuple(Button(ButtonType.QUICK_REPLY, each) for each in told.get("buttons", {}).get(language, ()))
            parameters = tuple(f"{{{{ {each} }}}}" for each in told["values"])
            return WhatsAppBody(name.removesuffix("_whatsapp"), language, told[language], parameters, buttons=buttons)
