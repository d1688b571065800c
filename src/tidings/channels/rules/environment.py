"""Connections that an operator's environment variables ask for."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tidings.channels.rules.addresses import checked_operator_base
from tidings.channels.rules.credentials import Credentials, checked_credentials
from tidings.channels.rules.mailboxes import checked_mailbox
from tidings.channels.rules.projects import checked_project
from tidings.kernel import phone
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel
from tidings.ports.adapter import Traits

_RATES = {
    Channel.SMS: ("SMS_RATE_LIMIT_PER_HOUR", 100),
    Channel.WHATSAPP: ("WHATSAPP_RATE_LIMIT_PER_HOUR", 1000),
    Channel.EMAIL: ("EMAIL_RATE_LIMIT_PER_HOUR", 1000),
    Channel.PUSH: ("PUSH_RATE_LIMIT_PER_HOUR", 100_000),
}
"""The variable of a channel's rate, and what holds without it: messages an hour for each sender (SPEC, "Settled")."""
_MOST_PER_HOUR = 100_000_000
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True, slots=True)
class SenderVariable:
    """A variable that names one of our numbers; `portfolio` is the variable that names its WhatsApp portfolio."""

    variable: str
    channel: Channel
    is_phone: bool
    portfolio: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """The variables of one provider, found by the one that holds its address; with `by_address` that alone asks for a connection."""

    name: str
    senders: Sequence[SenderVariable]
    by_address: bool = False


FAMILIES: Mapping[str, Family] = {
    "TWILIO_API_BASE": Family(
        "twilio (environment)",
        (
            SenderVariable("TWILIO_PHONE_NUMBER", Channel.SMS, is_phone=True),
            SenderVariable("TWILIO_WHATSAPP_NUMBER", Channel.WHATSAPP, is_phone=True, portfolio="TWILIO_ACCOUNT_SID"),
        ),
    ),
    "WHATSAPP_API_BASE": Family(
        "whatsapp (environment)",
        (SenderVariable("WHATSAPP_PHONE_NUMBER_ID", Channel.WHATSAPP, is_phone=False, portfolio="WHATSAPP_BUSINESS_ACCOUNT_ID"),),
    ),
    "FCM_API_BASE": Family("push (environment)", (SenderVariable("FCM_PROJECT_ID", Channel.PUSH, is_phone=False),)),
    "SMTP_URL": Family("smtp (environment)", (SenderVariable("SMTP_FROM", Channel.EMAIL, is_phone=False),), by_address=True),
}


@dataclass(frozen=True, slots=True)
class WantedSender:
    """A sender that the environment asks for; `portfolio` is the provider's id of its WhatsApp portfolio."""

    channel: Channel
    address: str
    per_hour: int
    portfolio: str | None


@dataclass(frozen=True, slots=True)
class WantedConnection:
    """A connection that the environment asks for."""

    name: str
    credentials: Credentials
    api_base: str
    senders: Sequence[WantedSender]


def wanted_connection(environment: Mapping[str, str], traits: Traits, *, region: str, simulated: bool) -> WantedConnection | None:
    """Read one provider's variables; None if none of them is set. Raises Invalid that names the variable and what it may hold."""
    family = FAMILIES.get(traits.api_base_environment)
    variables = {field.name: field.environment for field in traits.credentials if field.environment}
    given = {name: environment.get(variable, "").strip() for name, variable in variables.items()}
    base = environment.get(traits.api_base_environment, "").strip()
    named = {traits.api_base_environment: base} if family is not None and family.by_address else {}
    named |= {variables[name]: value for name, value in given.items()}
    if family is None or not any(named.values()):
        return None
    first = next(variable for variable, value in named.items() if value)
    if not (base or traits.default_api_base):
        raise _missing(traits.api_base_environment, first)
    for field in traits.credentials:
        if field.required and field.environment and not given[field.name]:
            raise _missing(field.environment, first)
    senders = [sender for wanted in family.senders if (sender := _sender(environment, wanted, region)) is not None]
    if not senders:
        raise _missing(family.senders[0].variable, first)
    return WantedConnection(
        family.name,
        checked_credentials(traits, given, from_environment=True),
        checked_operator_base(base or traits.default_api_base, simulated=simulated, field=traits.api_base_environment, schemes=traits.schemes),
        senders,
    )


def _sender(environment: Mapping[str, str], wanted: SenderVariable, region: str) -> WantedSender | None:
    text = environment.get(wanted.variable, "").strip()
    if not text:
        return None
    match wanted.channel:
        case Channel.EMAIL:
            address = _named(wanted.variable, text, checked_mailbox, "a sender of emails")
        case Channel.PUSH:
            address = _named(wanted.variable, text, checked_project, "a Firebase project")
        case _:
            address = _number(wanted.variable, text, region) if wanted.is_phone else _identifier(wanted.variable, text)
    portfolio = (environment.get(wanted.portfolio, "").strip() or address) if wanted.portfolio else None
    return WantedSender(wanted.channel, address, _rate(environment, wanted.channel), portfolio)


def _number(variable: str, text: str, region: str) -> str:
    bare = text.removeprefix("whatsapp:")
    if _E164.fullmatch(bare):  # Twilio's test numbers are in no numbering plan, and ours to send from all the same
        return bare
    try:
        return phone.parse(bare, region).e164
    except Invalid as error:
        fix = "Write it as E.164, for example +33612345678."
        raise Invalid("setting_invalid", f"{variable} is not a phone number: {error.message}", field=variable, fix=fix) from error


def _named(variable: str, text: str, check: Callable[[str], str], what: str) -> str:
    try:
        return check(text)
    except Invalid as error:
        raise Invalid("setting_invalid", f"{variable} is not {what}: {error.message}", field=variable, fix=error.fix) from error


def _identifier(variable: str, text: str) -> str:
    if not text.isascii() or not text.isdigit():
        fix = "Copy the number's ID, digits only, from WhatsApp Manager; it is not the phone number itself."
        raise Invalid("setting_invalid", f"{variable} is not a phone-number ID.", field=variable, fix=fix)
    return text


def _rate(environment: Mapping[str, str], channel: Channel) -> int:
    variable, default = _RATES[channel]
    text = environment.get(variable, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _MOST_PER_HOUR:
        fix = f"Give a whole number from 1 to {_MOST_PER_HOUR}."
        raise Invalid("setting_invalid", f"{variable} is {text!r}.", field=variable, fix=fix)
    return int(text)


def _missing(variable: str, given: str) -> Invalid:
    return Invalid("setting_missing", f"{given} is set, but {variable} is not.", field=variable, fix=f"Set {variable} too, or unset {given}.")
