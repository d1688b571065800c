"""The simulated world: what is accepted, what becomes of it, and what people write back."""

import base64
import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tidings.kernel.clock import Clock
from tidings.kernel.errors import Invalid, NotFound
from tidings.kernel.words import Channel
from tidings.simulator import fcm_hooks, meta_hooks, twilio_hooks
from tidings.simulator.agenda import Agenda
from tidings.simulator.books import RANKS, Books, Enclosure, Extra, Inbound, Line, Message
from tidings.simulator.courier import Courier, Envelope, Parcel
from tidings.simulator.evidence import Evidence
from tidings.simulator.life import Step, answer_to, receipts_of
from tidings.simulator.settings import Settings, change
from tidings.simulator.templates import Template, TemplateBook
from tidings.simulator.tiers import DAY_SECONDS, RollingPeople

RECEIPT, INBOUND, NOTICE = "receipt", "inbound", "notice"


@dataclass(frozen=True, slots=True)
class Draft:
    """A valid request to send, before it is accepted. `doom` is the code with which it will fail."""

    line: Line
    account: str
    sender: str
    to: str
    text: str
    template: str | None = None
    category: str = "service"
    echo: str | None = None
    service: str | None = None
    segments: int = 1
    media: int = 0
    interactive: bool = False
    extra: Extra | None = None
    doom: int | None = None


class World:
    """Everything that the providers' doors and the control door share."""

    def __init__(self, clock: Clock, settings: Settings, books_path: Path | None = None) -> None:
        self.clock = clock
        self.settings = settings
        self.books = Books(books_path)
        self.agenda = Agenda(clock)
        self.courier = Courier(settings.courier)
        self.templates = TemplateBook()
        self.contents: dict[str, tuple[str, Extra]] = {}
        """What Twilio keeps for one message by its ContentSid: text, and what it brings beside it."""
        self._begin()
        self._restore()

    def accept(self, draft: Draft) -> Message:
        """Write down a message and plan what becomes of it; the answer to the sender comes after this."""
        now = self.agenda.now()
        counted, doom = self._count(draft, now)
        message = Message(
            id=_new_id(draft.line, draft.media),
            line=draft.line,
            account=draft.account,
            sender=draft.sender,
            to=draft.to,
            at=now,
            nth=len(self.books.people.get(draft.to, ())),
            text=draft.text,
            template=draft.template,
            category=draft.category,
            echo=draft.echo,
            service=draft.service,
            segments=draft.segments,
            media=draft.media,
            interactive=draft.interactive,
            extra=draft.extra,
            counted=counted,
            doom=doom,
            status="accepted" if draft.service or draft.line is Line.META else "queued",
            status_at=now,
        )
        self.books.add(message)
        self._note_after_stop(message)
        self._plan(message)
        return message

    def hears(self, line: Line, sender: str, number: str) -> bool:
        """Tell whether `number` wrote to `sender` in the last 24 hours: the customer service window."""
        last = max(self._wrote_at.get((line, sender, name), float("-inf")) for name in self._names_of(number))
        return last > self.agenda.now() - DAY_SECONDS

    def opted_out(self, sender: str, number: str) -> bool:
        """Tell whether `number` sent a keyword to `sender` after which Twilio refuses SMS (21610)."""
        return (sender, number) in self._opted_out

    def present_people(self, line: Line) -> RollingPeople:
        """Return the moving 24 hours of a WhatsApp portfolio."""
        return self._rolling[line]

    def say(self, inbound: Inbound) -> Inbound:
        """Have a person write: the window opens, a keyword counts, and our server is told."""
        inbound.stop = self._is_stop(inbound.text)
        self.books.add_inbound(inbound)
        self._take_in(inbound)
        self._tell_inbound(inbound)
        return inbound

    def read(self, message: Message) -> None:
        """Have a person read a message now, whatever its agenda says; what had not been told of it before is told first."""
        for status in ("sent", "delivered", "read"):
            if RANKS[status] > RANKS[message.status]:
                step = Step(self.agenda.now(), status)
                self.books.set_status(message, step.status, step.at, step.error)
                self._tell_step(message, step)

    def reach(self, number: str, *, unreachable: bool) -> None:
        """Have messages to a number fail after they were accepted, or arrive again; those already accepted keep their way."""
        others = tuple(each for each in self.settings.people.unreachable if each != number)
        self.change_settings({"people": {"unreachable": [*others, number] if unreachable else list(others)}})

    def sender(self, line: Line, given: str) -> tuple[str, str]:
        """Return account and sender of `given`: a number, or Meta's phone number id. Raises NotFound."""
        if line is not Line.META:
            return next(iter(self.settings.twilio.accounts), ""), given
        meta = self.settings.meta
        for phone_number_id, display_number in meta.phone_numbers.items():
            if given in {phone_number_id, display_number}:
                return meta.business_account_id, phone_number_id
        raise NotFound("sender_unknown", f"Meta has no phone number {given}.", field="to", fix="GET /_/settings lists meta.phone_numbers.")

    def incoming(self, line: Line, account: str, number: str, sender: str, text: str) -> Inbound:
        """Return a message of a person, not yet sent: `say` sends it."""
        return Inbound(_new_id(line, 0), line, account, number, sender, text, self.agenda.now())

    def enclose(self, inbound: Inbound, kind: str, content_type: str, name: str, content: str) -> None:
        """Put a file (base64) into a message that is not yet sent, under an id as the provider gives them."""
        identifier = str(secrets.randbelow(10**15) + 10**15) if inbound.line is Line.META else f"ME{secrets.token_hex(16)}"
        inbound.enclosure = Enclosure(identifier, kind, content_type, name, content)

    def change_settings(self, patch: object) -> Settings:
        """Change settings; a new WhatsApp limit of Meta is told by webhook. Raises Invalid."""
        before, after = self.settings, change(self.settings, patch)
        if before.courier.lanes != after.courier.lanes:
            fix = "Set it when the simulator starts."
            raise Invalid("lanes_fixed", "The number of lanes can't change while webhooks are under way.", field="courier.lanes", fix=fix)
        self.settings = after
        if before.meta.tier != after.meta.tier:
            self._notify("business_capability_update", meta_hooks.capability_update(after.meta.tier))
        return after

    def change_template(self, given: object) -> Template:
        """Add or change a template; a new status or category of a known one is told by webhook. Raises Invalid."""
        before, after = self.templates.change(given)
        if before is not None and before.status != after.status:
            self._notify("message_template_status_update", meta_hooks.template_update(after))
        if before is not None and before.category != after.category:
            self._notify("template_category_update", meta_hooks.category_update(after, before.category))
        return after

    def reset(self) -> None:
        """Forget messages, people, receipts and evidence; settings, templates and the clock stay."""
        self.books.clear()
        self.agenda.clear()
        self.courier.clear()
        self._begin()

    def _begin(self) -> None:
        self.evidence = Evidence()
        self._rolling = {Line.META: RollingPeople(), Line.TWILIO_WHATSAPP: RollingPeople()}
        self._wrote_at: dict[tuple[Line, str, str], float] = {}
        self._opted_out: set[tuple[str, str]] = set()
        self._stopped_at: dict[tuple[Channel, str], float] = {}
        self._other_name: dict[str, str] = {}

    def _restore(self) -> None:
        acknowledged = self.books.restore()
        for inbound in self.books.inbound.values():
            self._take_in(inbound)
            if INBOUND in acknowledged.get(inbound.id, ()):
                self._inbound_arrived(inbound, restored=True)
            else:
                self._tell_inbound(inbound)
        answered = {inbound.context for inbound in self.books.inbound.values()}
        for message in self.books.messages.values():
            if message.counted:
                self._rolling[message.line].count(message.to, message.at)
            self._plan(message, acknowledged.get(message.id, set()), answers=message.id not in answered)

    def _count(self, draft: Draft, now: float) -> tuple[bool, int | None]:
        """Return whether a message uses the WhatsApp limit, and the code with which it will fail."""
        if draft.line not in self._rolling or draft.doom is not None or self.hears(draft.line, draft.sender, draft.to):
            return False, draft.doom
        settings = self.settings
        meta = draft.line is Line.META
        limit = settings.meta.tier if meta else settings.twilio.whatsapp_tier
        rolling = self._rolling[draft.line]
        if rolling.admits(draft.to, now, limit):
            rolling.count(draft.to, now)
            return True, None
        example = {"to": draft.to, "line": draft.line, "at": now, "limit": limit, "people_in_24_hours": rolling.present(now)}
        self.books.add_finding("over_limit", draft.to, example)
        return False, settings.meta.over_limit_code if meta else settings.twilio.over_limit_code

    def _note_after_stop(self, message: Message) -> None:
        stops = [self._stopped_at.get((message.line.channel, name)) for name in self._names_of(message.to)]
        stopped_at = min((at for at in stops if at is not None), default=None)
        if stopped_at is not None:
            seconds = round(time.monotonic() - stopped_at, 3)
            example = {"id": message.id, "to": message.to, "text": message.text, "real_seconds_after_acknowledged_stop": seconds}
            self.books.add_finding("after_stop", message.to, example)

    def _plan(self, message: Message, acknowledged: Collection[str] = (), *, answers: bool = True) -> None:
        """Put the receipts that are still to be told, and the reader's answer, on the agenda."""
        steps = [step for step in receipts_of(message, self.settings) if step.status not in acknowledged]
        if steps:
            self.agenda.put(steps[0].at, partial(self._take_step, message, steps, 0))
        answer = answer_to(message, self.settings) if answers else None
        if answer is not None:
            self.agenda.put(answer.at, partial(self._answer, message, answer.text))

    def _take_step(self, message: Message, steps: list[Step], index: int) -> None:
        step = steps[index]
        self.books.set_status(message, step.status, step.at, step.error)
        self._tell_step(message, step)
        if index + 1 < len(steps):
            self.agenda.put(steps[index + 1].at, partial(self._take_step, message, steps, index + 1))

    def _answer(self, message: Message, text: str) -> None:
        inbound = self.incoming(message.line, message.account, message.to, message.sender, text)
        inbound.context = message.id
        self.say(inbound)

    def _tell_step(self, message: Message, step: Step) -> None:
        settings = self.settings
        if not settings.receipts.on:
            return
        arrived = partial(self.books.set_acknowledged, message.id, step.status)
        if message.line is Line.META:
            envelope: Envelope | None = meta_hooks.number_envelope(settings.meta, message.sender, most=settings.meta.batch)
            payload: dict[str, Any] = meta_hooks.status_entry(message, step)
        elif message.line is Line.FCM:
            told = fcm_hooks.receipt(message, step)
            if told is None:
                return
            envelope, payload = fcm_hooks.envelope_of(settings.fcm), told
        elif message.echo is None:
            return
        else:
            token = settings.twilio.accounts.get(message.account, "")
            envelope = twilio_hooks.envelope_to(message.echo, token, settings.twilio)
            payload = twilio_hooks.status_form(message, step)
        if envelope is not None:
            self.courier.send(Parcel(RECEIPT, message.to, envelope, payload, arrived))

    def _tell_inbound(self, inbound: Inbound) -> None:
        settings = self.settings
        arrived = partial(self._inbound_arrived, inbound)
        if inbound.line is Line.META:
            envelope: Envelope | None = meta_hooks.number_envelope(settings.meta, inbound.sender)
            payload: dict[str, Any] = meta_hooks.inbound_entry(inbound, settings.meta.phone_numbers.get(inbound.sender, ""))
        elif settings.twilio.inbound_url is None:
            return
        else:
            token = settings.twilio.accounts.get(inbound.account, "")
            envelope = twilio_hooks.envelope_to(settings.twilio.inbound_url, token, settings.twilio)
            payload = twilio_hooks.inbound_form(inbound, settings.twilio)
        if envelope is not None:
            self.courier.send(Parcel(INBOUND, inbound.number, envelope, payload, arrived))

    def _inbound_arrived(self, inbound: Inbound, *, restored: bool = False) -> None:
        inbound.acknowledged = True
        if not restored:
            self.books.set_acknowledged(inbound.id, INBOUND)
        keys = [(inbound.line.channel, name) for name in self._names_of(inbound.number)]
        if inbound.stop:
            self._stopped_at.setdefault(keys[0], time.monotonic())
        elif inbound.text.strip().upper() in self.settings.twilio.opt_in_words:
            for key in keys:
                self._stopped_at.pop(key, None)

    def _names_of(self, person: str) -> list[str]:
        """Return by what a person is known: a number and, once Meta told both, its id of them."""
        other = self._other_name.get(person)
        return [person] if other is None else [person, other]

    def _notify(self, field: str, value: dict[str, Any]) -> None:
        envelope = meta_hooks.account_envelope(self.settings.meta, field, self.agenda.now())
        if envelope is not None:
            self.courier.send(Parcel(NOTICE, field, envelope, value, lambda: None))

    def _take_in(self, inbound: Inbound) -> None:
        if inbound.user_id is not None:
            self._other_name |= {inbound.number: inbound.user_id, inbound.user_id: inbound.number}
        self._wrote_at[inbound.line, inbound.sender, inbound.number] = inbound.at
        if inbound.line is not Line.TWILIO_SMS:
            return
        word = twilio_hooks.opt_word(inbound.text, self.settings.twilio)
        if word == "STOP":
            self._opted_out.add((inbound.sender, inbound.number))
        elif word == "START":
            self._opted_out.discard((inbound.sender, inbound.number))

    def _is_stop(self, text: str) -> bool:
        word = text.strip().upper()
        stops = {stop.upper() for stop in self.settings.people.stop_words} | set(self.settings.twilio.opt_out_words)
        return word in stops


def _new_id(line: Line, media: int) -> str:
    """Mint a provider's id; it is random, since a provider never gives the same one twice, also after a restart."""
    if line is Line.FCM:
        return f"0:{secrets.randbelow(10**16):016}%{secrets.token_hex(8)}"
    if line is not Line.META:
        return f"{'MM' if media else 'SM'}{secrets.token_hex(16)}"
    return f"wamid.{base64.b64encode(b'HBgL' + secrets.token_bytes(26)).decode()}"
