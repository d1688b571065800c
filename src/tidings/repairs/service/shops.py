"""Setting up a shop: its texts, its kinds of notices, how it works."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts.types import Person
from tidings.content import service as content
from tidings.content.types import LocaleBody, PublicAddress, SmsBody
from tidings.infra.db.unit import Unit
from tidings.kernel.languages import among
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.repairs import errors
from tidings.repairs.queries import shops as queries
from tidings.repairs.rules import hours, texts
from tidings.repairs.service.kinds import put_kinds, template_of
from tidings.repairs.service.wording import write_down
from tidings.repairs.types import Furnished, Shop, TextReport

_SOMEBODY = Person(UUID(int=0), "Camille", "Durand", None, None, None, "customer", (), {})
"""Whose name stands in a text that is counted."""


async def is_set_up(unit: Unit, organisation_id: UUID) -> bool:
    """Say whether an organisation has a repair shop."""
    return await queries.shop(unit, organisation_id) is not None


async def shop(unit: Unit, organisation_id: UUID) -> Shop:
    """Return how a shop works. Raises Conflict if it was not set up."""
    kept = await queries.shop(unit, organisation_id)
    if kept is None:
        raise errors.not_furnished()
    return kept[0]


async def put_shop(unit: Unit, organisation_id: UUID, actor: str, settings: Shop) -> Shop:
    """Change how a shop works; reminders that wait keep their moment. Audited. Raises Invalid, and Conflict if it was not set up."""
    hours.check_shop(settings)
    kept = await queries.shop(unit, organisation_id)
    if kept is None:
        raise errors.not_furnished()
    before, base = kept
    await queries.put(unit, organisation_id, settings, base)
    if before.emoji != settings.emoji:
        await put_kinds(unit, organisation_id, actor, emoji=settings.emoji)
    await accounts.record_audit(unit, organisation_id, actor, "repair_shop.changed", f"organisation:{organisation_id}")
    return settings


async def furnish(unit: Unit, organisation_id: UUID, actor: str, public: PublicAddress, *, emoji: bool | None = None) -> Furnished:
    """Set up a shop: make the texts that are not there yet, and the kinds of notices, and say what each text costs. Harmless when repeated.

    Texts and kinds that the shop has changed stay; text messages go in the emoji version if wanted (None: as before).
    """
    kept = await queries.shop(unit, organisation_id)
    present = kept[0] if kept else Shop(hours.USUAL)
    settings = Shop(present.hours, present.pickup_days, present.payment_days, present.budget, present.emoji if emoji is None else emoji)
    await queries.put(unit, organisation_id, settings, kept[1] if kept else public.base)
    organisation = await accounts.organisation(unit, organisation_id)
    made = [await template_of(unit, organisation_id, actor, each, among(organisation.locale)) for each in texts.templates()]
    await write_down(unit, organisation_id)
    await put_kinds(unit, organisation_id, actor, emoji=settings.emoji)
    return Furnished(made, list(texts.KINDS), await text_reports(unit, organisation_id))


async def text_reports(unit: Unit, organisation_id: UUID) -> list[TextReport]:
    """Say what each text message of a shop costs as it is written now, with what it usually holds. Raises Conflict if it was not set up."""
    kept = await queries.shop(unit, organisation_id)
    if kept is None:
        raise errors.not_furnished()
    name = (await accounts.organisation(unit, organisation_id)).name
    sent = {each.settings.templates.get(Channel.SMS) for each in await notices.kinds(unit, organisation_id)}
    reports: list[TextReport] = []
    for written in texts.templates():
        template = await content.find_template(unit, organisation_id, written.template) if written.channel is Channel.SMS else None
        if template is not None:
            bodies = await content.template_bodies(unit, organisation_id, template)
            reports += _counted(written, bodies, name, kept[1], used=written.template in sent)
    return reports


async def reached_at(unit: Unit, organisation_id: UUID, public: PublicAddress) -> None:
    """Keep where a shop's pages are reached, so that links in messages lead there; told at each start."""
    await queries.reached_at(unit, organisation_id, public.base)


def _counted(written: texts.Written, bodies: Sequence[LocaleBody], shop_name: str, base: str, *, used: bool) -> list[TextReport]:
    """Return what a text message costs in each language, with what it usually holds."""
    reports: list[TextReport] = []
    for each in sorted(bodies, key=lambda body: body.locale):
        if not isinstance(each.body, SmsBody):
            continue
        values = texts.usual_values(each.locale, shop_name, base)
        text = content.draft(Channel.SMS, each.locale, each.body).preview(_SOMEBODY, values).text
        report = content.sms_report(text, smart=each.body.smart_encoding)
        reports.append(TextReport(written.template, written.kind, each.locale, written.emoji, used, text, report))
    return reports
