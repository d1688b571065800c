"""The compliance report of a campaign (SPEC B7): what was done, for whom, on what grounds, by which rules, and whether the books are whole.

A constant number of statements, however many recipients; only the check of the chains reads them link by link.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.accounts.types import AuditEntry
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import Approval, Campaign
from tidings.consent import service as consent
from tidings.content import service as content
from tidings.infra.db.unit import Unit
from tidings.kernel.chains import Checked, Head
from tidings.kernel.languages import spoken
from tidings.kernel.money import in_units
from tidings.messages import service as messages
from tidings.policy import service as policy
from tidings.reports import rules
from tidings.reports.queries import compliance as queries
from tidings.reports.types import (
    Asked,
    Audience,
    Basis,
    Chain,
    ComplianceReport,
    Content,
    Cost,
    Day,
    Decision,
    Hours,
    Provision,
    Standing,
    Timing,
    Wording,
)

_MOST_STEPS = 500
_Check = Callable[[Unit, UUID], Awaitable[Checked]]
_End = Callable[[Unit, UUID], Awaitable[Head | None]]


async def compliance_report(
    unit: Unit, organisation_id: UUID, campaign_id: UUID, *, wanted: str | None = None, verify: bool = True
) -> ComplianceReport:
    """Put together what is known of a campaign, in the reader's language (`wanted`, as an Accept-Language) or the organisation's.

    With `verify` both chains are read to their ends, which takes longer the longer they are. Raises CampaignNotFound.
    """
    found = await campaigns.campaign(unit, organisation_id, campaign_id)
    organisation = await accounts.organisation(unit, organisation_id)
    language = spoken(wanted) or organisation.locale
    asked = Asked(organisation_id, campaign_id, found.channel, found.purpose, found.settings.programme, organisation.time_zone)
    entries = (await accounts.audit_trail(unit, organisation_id, subject=f"campaign:{campaign_id}", limit=_MOST_STEPS)).rows
    counts = await queries.counts(unit, asked)
    why = await campaigns.why(unit, organisation_id, campaign_id, language)
    recipients = sum(each.people for each in why.reasons)
    source = await messages.source_of(unit, organisation_id, campaign_id)
    timing = await _timing(unit, asked, found, counts)
    approval = await campaigns.approval_of(unit, organisation_id, campaign_id)
    return ComplianceReport(
        organisation=organisation.name,
        time_zone=organisation.time_zone,
        language=rules.language_of(language),
        made_at=unit.at,
        release=version("tidings"),
        identity=rules.identity(found, source.template_version),
        decision=None if approval is None else _decision(found, approval),
        steps=rules.steps(entries),
        audience=_audience(found, recipients, entries, counts.places),
        contents=await _contents(unit, organisation_id, source.template_id, source.template_version),
        bases=await _bases(unit, asked, counts.grounds),
        standings=[Standing(each.status, each.reason, each.people, each.sentence) for each in why.reasons],
        hours=await _hours(unit, organisation_id, found),
        law=_law(
            asked, counts.places, rules.days_of(timing, found.created_at, unit.at, ZoneInfo(organisation.time_zone)), rules.language_of(language)
        ),
        timing=timing,
        cost=await _cost(unit, asked, organisation.currency),
        aftermath=counts.aftermath,
        chains=[
            await _chain(unit, organisation_id, "audit", accounts.check_audit if verify else None, accounts.audit_head),
            await _chain(unit, organisation_id, "consent", consent.check_ledger if verify else None, consent.ledger_head),
        ],
        gone=bool(recipients) and not counts.places,
        erased=sum(each.people for each in counts.places if each.erased),
    )


def _decision(found: Campaign, approval: Approval) -> Decision:
    others = {found.created_by, approval.asked_by}
    return Decision(
        state=approval.state.value,
        asked_by=rules.party(approval.asked_by),
        asked_at=approval.asked_at,
        decided_by=None if approval.decided_by is None else rules.party(approval.decided_by),
        decided_at=approval.decided_at,
        separate=None if approval.decided_by is None else approval.decided_by not in others,
        recipients=approval.asked.recipients,
        template=f"{approval.asked.template_name} {approval.asked.template_version}",
        reason=approval.reason,
    )


def _audience(found: Campaign, recipients: int, entries: Sequence[AuditEntry], places: Sequence[queries.Place]) -> Audience:
    return Audience(
        recipients, found.settings.target_audience, rules.brought(entries), found.settings.each_person, rules.countries(map(_whereabouts, places))
    )


async def _contents(unit: Unit, organisation_id: UUID, template_id: UUID | None, number: int | None) -> list[Content]:
    """Return what each language says in the version that the campaign was launched with; before its launch nothing is settled."""
    if template_id is None:
        return []
    template = await content.template(unit, organisation_id, template_id)
    bodies = await content.template_bodies(unit, organisation_id, template, number)
    return [Content(each.locale, each.version, each.created_at, rules.parts_of(each.body)) for each in bodies]


async def _bases(unit: Unit, asked: Asked, grounds: Sequence[queries.Ground]) -> list[Basis]:
    known = {(each.key, each.version, each.locale): each.text for each in await consent.wordings(unit, asked.organisation_id)}
    return [_basis(each, known.get((each.key or "", each.version or 0, each.locale or ""))) for each in grounds]


def _basis(ground: queries.Ground, text: str | None) -> Basis:
    wording = None
    if ground.key is not None and ground.version is not None and ground.locale is not None:
        wording = Wording(ground.key, ground.version, ground.locale)
    source = None if ground.source is None else rules.party(ground.source) if ground.source.startswith("cli:") else ground.source
    return Basis(source, ground.programme, wording, ground.wording or text, ground.people, ground.first_at, ground.last_at)


async def _hours(unit: Unit, organisation_id: UUID, found: Campaign) -> Hours:
    hours, caps = found.settings.hours, (await policy.settings(unit, organisation_id)).caps
    return Hours(f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}", hours.own_time, sorted(hours.quiet_days), [each.words for each in caps])


def _law(asked: Asked, places: Sequence[queries.Place], days: Sequence[date], language: str) -> list[Provision]:
    """Return the rules that held on the days of the campaign wherever recipients may be, each once, with how many of them.

    Of erased people nothing tells any more under which rules they were, so they are in none.
    """
    people: dict[tuple[str, str], Provision] = {}
    for each in places:
        if each.erased:
            continue
        here = {
            (pack.id, rule.id): _provision(pack, rule, people.get((pack.id, rule.id)), each.people)
            for place in rules.places_of(_whereabouts(each))
            for day in days
            for pack, rule in policy.rules_at(place, asked.channel, asked.purpose, day, language)
        }
        people |= here
    return sorted(people.values(), key=lambda each: (-each.people, each.pack))


def _provision(pack: policy.Pack, rule: policy.Rule, before: Provision | None, people: int) -> Provision:
    return Provision(
        pack=pack.id,
        jurisdiction=pack.name,
        reviewed_on=pack.reviewed_on,
        rule=rule.id,
        what=rule.what.value,
        title=rule.title,
        terms=rule.terms,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        source=rule.source,
        confidence=rule.confidence.value,
        people=people + (before.people if before else 0),
    )


async def _timing(unit: Unit, asked: Asked, found: Campaign, counts: queries.Counts) -> Timing:
    planned: Mapping[date, int] = {}
    if found.activated_at is not None:
        planned = {each.day: each.planned for each in (await campaigns.outline(unit, asked.organisation_id, found)).days}
    sent, span = counts.days, counts.span
    days = [Day(day, planned.get(day, 0), sent.get(day, 0)) for day in sorted({*planned, *sent})]
    return Timing(found.activated_at, found.completed_at, found.estimated_completion_date, span.first_at, span.last_at, days)


async def _cost(unit: Unit, asked: Asked, currency: str) -> Cost:
    spending = await messages.spending(unit, asked.organisation_id, asked.source_id)
    return Cost(currency, in_units(spending.spent), in_units(spending.estimated), spending.unpriced)


async def _chain(unit: Unit, organisation_id: UUID, name: str, check: _Check | None, end: _End) -> Chain:
    if check is None:
        head = await end(unit, organisation_id)
        return Chain(name, None if head is None else str(head), None, 0 if head is None else head.number, 0, 0, [])
    checked = await check(unit, organisation_id)
    breaks = [f"{each.fault.value}: {each.link or '-'}" for each in checked.breaks]
    return Chain(name, None if checked.head is None else str(checked.head), not breaks, checked.links, checked.lines, checked.waiting, breaks)


def _whereabouts(place: queries.Place) -> rules.Whereabouts:
    return rules.Whereabouts(place.country, place.region, place.number_country, tuple(place.number_regions or ()), place.people)
