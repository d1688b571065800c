"""Answers of our own accord to STOP, START and HELP: planned in the transaction that takes the message in, so exactly once."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.channels.types import Status
from tidings.content import service as content
from tidings.content.types import EmailBody, SmsBody, Template
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.words import Channel, Purpose
from tidings.messages import service as messages
from tidings.messages.types import Recipient, SourceKind
from tidings.permissions import rules
from tidings.permissions.queries import helping
from tidings.permissions.types import Due, Reply

_BY = "system:permissions"


async def on_words(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """Answer people who said STOP, START or HELP, where an answer is due."""
    due = await _in_turn(unit, organisation_id, [each for each in map(rules.due, events) if each])
    if not due:
        return
    organisation = await accounts.organisation(unit, organisation_id)
    senders = await channels.sender_batch(unit, organisation_id, list({each.sender_id for each in due}))
    templates: dict[tuple[Reply, str], Template] = {}
    for each in due:
        sender = senders.get(each.sender_id)
        if sender is None or sender.status is Status.STOPPED:
            continue
        key = each.reply, rules.language_of(each.language, organisation.locale)
        if key not in templates:
            templates[key] = await reply_template(unit, organisation_id, *key, business=organisation.name)
        await messages.answer(
            unit,
            organisation_id,
            source_id=each.message_id,
            kind=SourceKind.OPT_OUT_CONFIRMATION if each.reply in rules.OPT_OUTS.values() else SourceKind.ANSWER,
            template=(templates[key].id, templates[key].version),
            recipient=Recipient(each.contact_id, each.address_id),
            sender=sender,
            brings=messages.Brings({"programme": each.programme}, unit.at + rules.NAME_LASTS) if each.programme else None,
        )


async def _in_turn(unit: Unit, organisation_id: UUID, due: Sequence[Due]) -> list[Due]:
    """Leave out who asked for help and was answered lately."""
    asking = [each for each in due if each.reply is Reply.HELP]
    if not asking:
        return list(due)
    fresh = await helping.take_turns(unit, organisation_id, asking[0].channel, [each.address_id for each in asking], rules.HELP_AGAIN)
    kept: list[Due] = []
    for each in due:
        if each.reply is not Reply.HELP or each.address_id in fresh:
            kept.append(each)
            fresh.discard(each.address_id)
    return kept


async def reply_template(unit: Unit, organisation_id: UUID, reply: Reply, language: str, *, business: str) -> Template:
    """Return the newest version of a reply's template; the first time it is made, in every language, with this one as its default."""
    name = rules.template_name(reply, language)
    if (found := await content.find_template(unit, organisation_id, name)) is not None:
        return found
    for each in (language, *(other for other in rules.LANGUAGES if other != language)):
        await content.create_template(
            unit,
            organisation_id,
            _BY,
            name=name,
            channel=rules.channel_of(reply),
            purpose=Purpose.TRANSACTIONAL,
            locale=each,
            body=_body(reply, each, business),
        )
    return await content.template_by_name(unit, organisation_id, name)


def _body(reply: Reply, language: str, business: str) -> SmsBody | EmailBody:
    words = rules.words(reply, language, business)
    if rules.channel_of(reply) is Channel.EMAIL:
        return EmailBody(rules.subject(reply, language, business), words.strip())
    return SmsBody(words, smart_encoding=True)
