"""A compliance report in words, section by section."""

from tidings.reports.rules.layout import Document, Quotation, Section, Table
from tidings.reports.rules.words import Words, words
from tidings.reports.types import Basis, Chain, ComplianceReport, Cost, Provision

_TEXT = "text"
_TERMS = ("hours", "widest", "most", "hours_rolling", "words", "requires", "example")
"""Of what rules demand, what their titles don't say."""


def document(report: ComplianceReport) -> Document:
    """Lay a report out in its language."""
    say = words(report.language, report.time_zone)
    notes = [say["made"].format(at=say.time(report.made_at), release=report.release, zone=report.time_zone), say["no_names"]]
    if report.gone:
        notes.append(say["gone"])
    if report.erased:
        notes.append(say["erased_one" if report.erased == 1 else "erased"].format(people=say.number(report.erased)))
    return Document(
        language=report.language,
        title=say["title"],
        subtitle=say["of"].format(name=report.identity.name, organisation=report.organisation),
        notes=notes,
        page=say["page"],
        nothing=say["nothing"],
        sections=[each(report, say) for each in _SECTIONS],
    )


def _campaign(report: ComplianceReport, say: Words) -> Section:
    of = report.identity
    rows = [[say.time(each.at), say.named("did", each.action), say.who(each.by), say.details("detail", each.detail)] for each in report.steps]
    return Section(
        say["campaign"],
        fields=[
            (say["name"], of.name),
            (say["id"], str(of.campaign_id)),
            (say["objective"], of.objective or say["none"]),
            (say["type"], say.named("value", of.type)),
            (say["status"], say.named("value", of.status)),
            (say["channel"], say.named("value", of.channel)),
            (say["purpose"], say.named("value", of.purpose)),
            (say["programme"], of.programme or say["in_general"]),
            (say["template"], f"{of.template}, {of.template_version or say['none']}"),
            (say["created"], say["by"].format(at=say.time(of.created_at), who=say.who(of.created_by))),
            *_approval(report, say),
        ],
        tables=[Table(say["course"], [say["when"], say["what"], say["who"], say["detail"]], rows, wide=(3, 4, 5, 6))],
    )


def _approval(report: ComplianceReport, say: Words) -> list[tuple[str, str]]:
    made = report.decision
    if made is None:
        return [(say["approval"], say["no_approval"])]
    decided = say["none"] if made.decided_by is None else say["by"].format(at=say.time(made.decided_at), who=say.who(made.decided_by))
    return [
        (say["approval"], say.named("state", made.state)),
        (say["asked"], say["by"].format(at=say.time(made.asked_at), who=say.who(made.asked_by))),
        (say["decided"], decided),
        (say["separate"], say.yes(made.separate)),
        (say["shown_to"], say.number(made.recipients)),
        *([(say["reason"], made.reason)] if made.reason else []),
    ]


def _audience(report: ComplianceReport, say: Words) -> Section:
    of = report.audience
    brought = [[say.who(by), say.number(people)] for by, people in of.brought.items()]
    where = [[each.country or say["none"], each.region or say["none"], say.number(each.people)] for each in of.countries]
    return Section(
        say["audience"],
        fields=[
            (say["recipients"], say.number(of.recipients)),
            (say["target"], say.details("target", of.target) if of.target else say["no_target"]),
            (say["each_person"], say["each_reached" if of.each_person else "each_once"]),
        ],
        tables=[
            Table(say["brought"], [say["who"], say["people"]], brought, numbers=(1,), wide=(4, 1)),
            Table(say["countries"], [say["country"], say["region"], say["people"]], where, numbers=(2,), wide=(2, 2, 1)),
        ],
    )


def _content(report: ComplianceReport, say: Words) -> Section:
    quotations = [
        Quotation(
            say["content_of"].format(locale=each.locale, version=each.version, since=say.time(each.since)),
            "\n\n".join(text if part == _TEXT else f"[{say.named('part', part)}] {text}" for part, text in each.parts),
        )
        for each in report.contents
    ]
    texts = [each for each in report.law if each.what == _TEXT]
    rows = [[f"{each.jurisdiction}: {each.title}", _required(each, say), str(each.terms.get("example", say["none"])), each.source] for each in texts]
    columns = [say["rule"], say["required_texts"], say["example"], say["source"]]
    lead = say["content_lead" if report.timing.launched_at else "no_content"]
    return Section(say["content"], lead, quotations=quotations, tables=[Table(say["required"], columns, rows, wide=(4, 3, 3, 4))])


def _required(rule: Provision, say: Words) -> str:
    return say.value(rule.terms.get("requires"))


def _basis(report: ComplianceReport, say: Words) -> Section:
    rows = [
        [each.source or say["no_source"], _shown(each, say), f"{say.time(each.first_at)} / {say.time(each.last_at)}", say.number(each.people)]
        for each in report.bases
    ]
    columns = [say["source"], say["wording"], say["given"], say["people"]]
    return Section(say["basis"], say["basis_lead"], tables=[Table("", columns, rows, numbers=(3,), wide=(4, 6, 4, 2))])


def _shown(basis: Basis, say: Words) -> str:
    version = basis.wording
    if version is None:
        return f"“{basis.text}”" if basis.text else say["none"]
    named = say["wording_version"].format(key=version.key, version=version.version, locale=version.locale)
    return f"{named}: “{basis.text}”" if basis.text else named


def _left_out(report: ComplianceReport, say: Words) -> Section:
    rows = [[say.named("value", each.state), each.sentence, each.reason or say["none"], say.number(each.people)] for each in report.standings]
    columns = [say["state"], say["why"], "Code", say["people"]]
    return Section(say["left_out"], tables=[Table("", columns, rows, numbers=(3,), wide=(3, 7, 4, 2))])


def _law(report: ComplianceReport, say: Words) -> Section:
    hours = report.hours
    clock = say["own_clock" if hours.own_time else "our_clock"]
    rows = [
        [
            f"{each.jurisdiction} ({each.pack}, {say.day(each.reviewed_on)})",
            _demand(each, say),
            f"{each.source} ({say.named('confidence', each.confidence)}). {_force(each, say)}",
            say.number(each.people),
        ]
        for each in report.law
    ]
    columns = [say["pack"], say["demands"], say["rests_on"], say["people"]]
    return Section(
        say["law"],
        say["law_lead"],
        fields=[
            (say["own_hours"], f"{hours.opens}-{hours.closes}, {clock}"),
            (say["quiet_days"], ", ".join(say.named("day", str(each)) for each in hours.quiet_days) or say["none"]),
            (say["caps"], "; ".join(hours.caps) or say["none"]),
        ],
        tables=[Table("", columns, rows, numbers=(3,), wide=(3, 6, 6, 2))],
    )


def _demand(rule: Provision, say: Words) -> str:
    terms = say.details("term", {name: rule.terms[name] for name in _TERMS if rule.terms.get(name)})
    return f"{rule.title}: {terms}." if terms else f"{rule.title}."


def _force(rule: Provision, say: Words) -> str:
    since = say["since"].format(day=say.day(rule.valid_from))
    return f"{since}." if rule.valid_to is None else f"{since}, {say['until'].format(day=say.day(rule.valid_to))}."


def _timing(report: ComplianceReport, say: Words) -> Section:
    of = report.timing
    moments = ((say["launched"], of.launched_at), (say["first"], of.first_at), (say["last"], of.last_at), (say["completed"], of.completed_at))
    rows = [[say.day(each.day), say.number(each.planned), say.number(each.sent)] for each in of.days]
    return Section(
        say["timing"],
        fields=[
            *((name, say.time(at)) for name, at in moments),
            (say["planned_end"], say.day(of.planned_end)),
            (say["cost"], _cost(report.cost, say)),
        ],
        tables=[Table("", [say["day"], say["planned"], say["sent"]], rows, numbers=(1, 2), wide=(2, 1, 1))],
    )


def _cost(cost: Cost, say: Words) -> str:
    told = say["cost_told"].format(spent=cost.spent, currency=cost.currency, estimated=cost.estimated)
    return f"{told}; {say['cost_unpriced'].format(messages=say.number(cost.unpriced))}" if cost.unpriced else told


def _aftermath(report: ComplianceReport, say: Words) -> Section:
    rows = [
        [say.named("kind", each.kind), say.number(each.within_day), say.number(each.within_week), say.number(each.people)]
        for each in report.aftermath
    ]
    columns = [say["kind"], say["within_day"], say["within_week"], say["in_all"]]
    return Section(say["aftermath"], say["aftermath_lead"], tables=[Table("", columns, rows, numbers=(1, 2, 3), wide=(5, 2, 2, 2))])


def _chains(report: ComplianceReport, say: Words) -> Section:
    columns = [say["chain"], say["whole"], say["lines"], say["waiting"], say["head"]]
    rows = [
        [say.named("name", each.name), _whole(each, say), say.number(each.lines), say.number(each.waiting), each.head or say["none"]]
        for each in report.chains
    ]
    return Section(say["chains"], say["chains_lead"], tables=[Table("", columns, rows, numbers=(2, 3), wide=(3, 2, 2, 2, 7))])


def _whole(chain: Chain, say: Words) -> str:
    if chain.whole is None:
        return say["not_looked"]
    return say["intact"] if chain.whole else say["broken"].format(breaks=", ".join(chain.breaks))


_SECTIONS = (_campaign, _audience, _content, _basis, _left_out, _law, _timing, _aftermath, _chains)
