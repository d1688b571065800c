"""Templates made ready to be said many times: one sandbox for a version, with each locale's pieces compiled in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, cast
from uuid import UUID

from minijinja import Environment, TemplateError

from tidings.contacts.types import Person
from tidings.content.errors import CannotRender, TemplateInvalid, VariableMissing
from tidings.content.rules.limits import LONGEST_EMAIL, LONGEST_PARAMETER, LONGEST_PUSH, LONGEST_SMS, LONGEST_SUBJECT, LONGEST_TITLE, filled
from tidings.content.rules.values import NOBODY, NOTHING, chosen_locale, cleaned, context
from tidings.content.service.links import LINKS, stood_in
from tidings.content.types import Bodies, Body, ButtonType, EmailBody, HeaderKind, MissingVariable, Preview, PushBody, SmsBody, WhatsAppBody
from tidings.kernel import sms
from tidings.kernel.blank import blank
from tidings.kernel.network import UnclearUrlError, is_loopback, plain_parts
from tidings.ports.content import ButtonKind, ButtonValue, Content, HeaderMedia, Mail, MediaKind, Push, Template, Text

_FUEL = 20_000
_STRICT_BUT_IN_IF = "semi_strict"
"""An undefined variable is an error, but false where only its truth is asked."""

_UNDEFINED = re.compile(r"`([\w.]+)` is undefined")
_HTML = "html"
"""The one piece in which what variables bring is escaped."""
_BODY_ENDS = re.compile(r"</body\s*>", re.IGNORECASE)
_ENCRYPTED = "https://"
_MOST_NAMED = 10
_MOST_VARIABLES = 50
_BUTTON_KINDS = {ButtonType.QUICK_REPLY: ButtonKind.QUICK_REPLY, ButtonType.URL: ButtonKind.URL}


class _Sandbox:
    """Pieces of template language, compiled once; a piece is named by its path in the body, such as `parameters.0`."""

    def __init__(self, pieces: Mapping[str, str]) -> None:
        # `debug` makes an error name the variable; it costs nothing until there is one.
        self._environment = Environment(fuel=_FUEL, debug=True, pycompat=False, auto_escape_callback=_HTML.__eq__)
        setattr(self._environment, "undefined_behavior", _STRICT_BUT_IN_IF)  # noqa: B010 - minijinja's stubs do not know this value
        self.variables: set[str] = set()
        for name, source in pieces.items():
            try:
                self._environment.add_template(name, source)
                self.variables |= self._environment.undeclared_variables_in_template(name, nested=True)
            except TemplateError as error:
                raise TemplateInvalid(f"body.{name}", f"The template can't be read: {error.message}.", "Look at the line it names.") from error

    def say(self, name: str, values: Mapping[str, Any], longest: int) -> str:
        """Render one piece. Raises VariableMissing or CannotRender."""
        try:
            text = self._environment.render_template(name, **values)
        except TemplateError as error:
            if found := _UNDEFINED.search(error.detail or ""):
                raise VariableMissing(found[1]) from error
            raise CannotRender(f"The template could not be rendered: {error.kind}.", field=f"body.{name}") from error
        if len(text) > longest:
            raise CannotRender(f"It would have {len(text)} characters; at most {longest} can be sent.", field=f"body.{name}")
        return text

    def parameter(self, name: str, values: Mapping[str, Any]) -> str:
        """Render one value of a WhatsApp template, on one line. Raises VariableMissing or CannotRender; it is never empty."""
        text = cleaned(self.say(name, values, LONGEST_PARAMETER))
        if blank(text):
            raise CannotRender("A value of the template came out empty.", field=f"body.{name}", code="parameter_empty")
        return text


@dataclass(frozen=True, slots=True)
class _CompiledSms:
    body: SmsBody
    sandbox: _Sandbox

    def render(self, values: Mapping[str, Any]) -> Content:
        text = self.sandbox.say("text", values, LONGEST_SMS)
        if blank(text):
            raise CannotRender("The text came out empty.", field="body.text", code="text_empty")
        return Text(text, self.body.smart_encoding)


@dataclass(frozen=True, slots=True)
class _CompiledWhatsApp:
    body: WhatsAppBody
    sandbox: _Sandbox
    parameters: Sequence[str]

    def render(self, values: Mapping[str, Any]) -> Content:
        body, say = self.body, self.sandbox.parameter
        return Template(
            name=body.provider_name,
            language=body.language,
            header=self._header(values),
            body=tuple(say(name, values) for name in self.parameters),
            buttons=tuple(
                ButtonValue(_BUTTON_KINDS[button.type], index, say(f"buttons.{index}.value", values))
                for index, button in enumerate(body.buttons)
                if button.value is not None and button.type in _BUTTON_KINDS
            ),
            content_sid=body.content_sid,
        )

    def _header(self, values: Mapping[str, Any]) -> tuple[str, ...] | HeaderMedia:
        header, say = self.body.header, self.sandbox.parameter
        if header is None:
            return ()
        if header.kind is HeaderKind.TEXT:
            return () if header.parameter is None else (say("header.parameter", values),)
        filename = None if header.filename is None else say("header.filename", values)
        return HeaderMedia(MediaKind(header.kind), say("header.link", values), filename)


@dataclass(frozen=True, slots=True)
class _CompiledEmail:
    body: EmailBody
    sandbox: _Sandbox

    def render(self, values: Mapping[str, Any]) -> Content:
        subject = cleaned(self.sandbox.say("subject", values, LONGEST_SUBJECT)).strip()
        text = self.sandbox.say("text", values, LONGEST_EMAIL)
        for name, said in (("subject", subject), ("text", text)):
            if blank(said):
                raise CannotRender(f"The {name} came out empty.", field=f"body.{name}", code="text_empty")
        html = self.sandbox.say(_HTML, values, LONGEST_EMAIL) if self.body.html else ""
        leaving = values.get("unsubscribe_url", "") if "unsubscribe_url" in self.sandbox.variables else ""
        return Mail(subject, self._signed(text), self._signed_html(html), leaving)

    def _signed(self, text: str) -> str:
        return f"{text.rstrip()}\n\n-- \n{self.body.postal_address.strip()}\n" if self.body.postal_address.strip() else text

    def _signed_html(self, html: str) -> str:
        """Put the postal address at the end of what is shown."""
        lines = "<br>".join(map(escape, self.body.postal_address.strip().splitlines()))
        if not html or not lines:
            return html
        end = _BODY_ENDS.search(html)
        place = end.start() if end else len(html)
        return f"{html[:place]}<p>{lines}</p>{html[place:]}"


@dataclass(frozen=True, slots=True)
class _CompiledPush:
    body: PushBody
    sandbox: _Sandbox

    def render(self, values: Mapping[str, Any]) -> Content:
        title = cleaned(self.sandbox.say("title", values, LONGEST_TITLE)).strip()
        text = self.sandbox.say("text", values, LONGEST_PUSH).strip()
        for name, said in (("title", title), ("text", text)):
            if blank(said):
                raise CannotRender(f"The {name} came out empty.", field=f"body.{name}", code="text_empty")
        link = self.sandbox.say("link", values, LONGEST_PUSH).strip() if self.body.link else ""
        if link and not _may_be_opened(link):
            raise CannotRender("The link does not lead to an https address.", field="body.link")
        return Push(title, text, link)


def _may_be_opened(link: str) -> bool:
    """Say whether a tap may lead there: https, or where Tidings is tried out on the very machine, http to itself."""
    if link.startswith(_ENCRYPTED):
        return link.isprintable()
    try:
        return is_loopback(plain_parts(link).hostname or "")
    except UnclearUrlError:
        return False


class Compiled:
    """One version of a template, ready to be said to anybody. Deterministic: the same person gets the same content."""

    links: frozenset[str]
    """Which of the links that are computed for each person its bodies name."""

    def __init__(self, version: int, default_locale: str, bodies: Bodies) -> None:
        self.version = version
        self.default_locale = default_locale
        self._bodies = {locale: _compiled(body) for locale, body in bodies.items()}
        self._chosen: dict[str | None, str] = {}
        self.links = frozenset(LINKS).intersection(self.variables)

    @property
    def locales(self) -> Sequence[str]:
        """The locales that have a body of their own."""
        return sorted(self._bodies)

    @property
    def variables(self) -> Sequence[str]:
        """Every variable that a body of any locale names."""
        return sorted(set[str]().union(*(body.sandbox.variables for body in self._bodies.values())))

    @property
    def provider_names(self) -> frozenset[str]:
        """The names by which providers know the WhatsApp templates of all locales; none for other channels."""
        return frozenset(body.body.provider_name for body in self._bodies.values() if isinstance(body, _CompiledWhatsApp))

    def locale_for(self, wanted: str | None) -> str:
        """Return the locale whose body a person of this locale gets."""
        chosen = self._chosen.get(wanted)
        if chosen is None:
            chosen = self._chosen[wanted] = chosen_locale(wanted, self._bodies, self.default_locale)
        return chosen

    def render(self, person: Person, brought: Mapping[str, Any] = NOTHING) -> Content:
        """Say it to a person, with what the message itself brings. Raises VariableMissing or CannotRender: the message fails with that reason."""
        return self._bodies[self.locale_for(person.locale)].render(context(person, brought))

    def missing(self, person: Person, brought: Mapping[str, Any] = NOTHING) -> Sequence[str]:
        """Return the variables that stop this person's message, in the order found; links never do. Raises CannotRender for other reasons."""
        found, _ = self._filled_up(person, brought)
        return found

    def missing_variables(self, people: Sequence[Person], brought: Mapping[UUID, Mapping[str, Any]] = NOBODY) -> Sequence[MissingVariable]:
        """Count, over people, who lacks what; the first few are named. `brought` is, by contact, what their message itself brings.

        A person who can't be reached otherwise counts nowhere.
        """
        lacking: dict[str, list[Person]] = {}
        for person in people:
            for variable in self.missing(person, brought.get(person.contact_id, NOTHING)):
                lacking.setdefault(variable, []).append(person)
        return [
            MissingVariable(variable, len(those), tuple(person.contact_id for person in those[:_MOST_NAMED])) for variable, those in lacking.items()
        ]

    def preview(self, person: Person, brought: Mapping[str, Any] = NOTHING) -> Preview:
        """Show what a person would see; a missing variable shows as its name in angle brackets."""
        locale = self.locale_for(person.locale)
        body = self._bodies[locale]
        missing, values = self._filled_up(person, brought)
        content = body.render(values)
        if isinstance(body, _CompiledSms):
            text = content.text if isinstance(content, Text) else ""
            return Preview(locale, text, "", "", (), missing, sms.count(text, smart=body.body.smart_encoding))
        if isinstance(content, Mail):
            return Preview(locale, content.text, content.subject, "", (), missing, None, content.html)
        if isinstance(content, Push):
            return Preview(locale, content.text, content.title, content.link, (), missing, None)
        return _whatsapp_preview(locale, cast("_CompiledWhatsApp", body).body, content, missing)

    def _filled_up(self, person: Person, brought: Mapping[str, Any]) -> tuple[Sequence[str], Mapping[str, Any]]:
        """Return what the person lacks, and their values with a stand-in for each."""
        body, values = self._bodies[self.locale_for(person.locale)], context(person, stood_in(self.links, brought))
        missing: list[str] = []
        while len(missing) < _MOST_VARIABLES:
            try:
                body.render(values)
            except VariableMissing as error:
                variable = error.field or ""
                missing.append(variable)
                values = _with(values, variable.split("."), f"<{variable}>")
            else:
                break
        return missing, values


def _compiled(body: Body) -> _CompiledSms | _CompiledWhatsApp | _CompiledEmail | _CompiledPush:
    if isinstance(body, SmsBody):
        return _CompiledSms(body, _Sandbox({"text": body.text}))
    if isinstance(body, EmailBody):
        return _CompiledEmail(body, _Sandbox({"subject": body.subject, "text": body.text, _HTML: body.html}))
    if isinstance(body, PushBody):
        return _CompiledPush(body, _Sandbox({"title": body.title, "text": body.text, "link": body.link}))
    parameters = {f"parameters.{index}": parameter for index, parameter in enumerate(body.parameters)}
    pieces = parameters | {f"buttons.{index}.value": button.value for index, button in enumerate(body.buttons) if button.value is not None}
    if body.header is not None:
        optional = {"parameter": body.header.parameter, "link": body.header.link, "filename": body.header.filename}
        pieces |= {f"header.{name}": source for name, source in optional.items() if source is not None}
    return _CompiledWhatsApp(body, _Sandbox(pieces), tuple(parameters))


def _with(values: Mapping[str, Any], path: Sequence[str], value: str) -> Mapping[str, Any]:
    """Return `values` with one more at a path; what stands in the way and is no object is replaced."""
    first, *rest = path
    inner = values.get(first)
    if not rest:
        return {**values, first: value}
    return {**values, first: _with(cast("dict[str, Any]", inner) if isinstance(inner, dict) else {}, rest, value)}


def _whatsapp_preview(locale: str, body: WhatsAppBody, content: Content, missing: Sequence[str]) -> Preview:
    if not isinstance(content, Template):
        raise TypeError("a WhatsApp body renders to a template")
    header = body.header
    shown = "" if header is None else header.text
    if isinstance(content.header, HeaderMedia):
        shown = content.header.filename or content.header.link
    elif content.header:
        shown = filled(shown, content.header)
    return Preview(locale, filled(body.body, content.body), shown, body.footer, [button.text for button in body.buttons], missing, None)
