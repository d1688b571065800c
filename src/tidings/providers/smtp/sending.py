"""Sending: one message handed in at a mail server (RFC 5321), and what its answers mean."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from tidings.kernel.network import is_loopback
from tidings.ports.adapter import Account, Health, MailAnswer, MailRequest, MailServer, MailStage, MailSteps, MailTls, Outgoing
from tidings.ports.content import Mail
from tidings.ports.outcome import Accepted, Failure, NotNow, Outcome, Refused
from tidings.providers.answers import redact
from tidings.providers.error_map import ErrorMap
from tidings.providers.smtp import mime

ERRORS = ErrorMap.load("tidings.providers.smtp", "The mail server")

_PORTS = {"smtp": 587, "smtps": 465}
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}|<[^\s<>]*>")
_TAKEN = range(200, 300)
_FOR_GOOD = 500
_FOR_NOW = 400


def send(message: Outgoing, account: Account) -> MailSteps[Outcome]:
    """Hand one message in; what an address or a subject can't carry is refused without a request."""
    if not isinstance(message.content, Mail):
        return Refused(Failure.CONTENT, "no_mail", "A mail server takes emails only.")
    try:
        envelope = mime.envelope(message, account)
        written = mime.written(message.content, envelope)
    except ValueError as error:
        return Refused(Failure.CONTENT, "no_address", f"The email can't be written: {redact(str(error), account)}.")
    answer = yield MailRequest(
        server(account),
        sender=envelope.return_path,
        recipient=envelope.recipient,
        message=written,
        envelope_id=message.token,
        utf8=envelope.utf8,
    )
    return _outcome(answer, account, envelope.message_id)


def check(account: Account) -> MailSteps[Health]:
    """Greet the server and log in."""
    answer = yield MailRequest(server(account))
    if answer.code in _TAKEN:
        how = "encrypted" if server(account).tls is not MailTls.NONE else "without encryption, on this machine"
        return Health(ok=True, detail=f"The mail server lets us in, {how}.")
    return Health(ok=False, detail=_refusal(answer, account).text)


def server(account: Account) -> MailServer:
    """Read where the account's server is: `smtps` from the first byte encrypted, `smtp` by STARTTLS, but on this machine."""
    parts = urlsplit(account.api_base)
    host = parts.hostname or ""
    plain = MailTls.NONE if is_loopback(host) else MailTls.STARTTLS
    tls = MailTls.IMPLICIT if parts.scheme == "smtps" else plain
    values = account.values
    return MailServer(account.api_base, host, parts.port or _PORTS[parts.scheme], tls, values.get("username", ""), values.get("password", ""))


def status_of(text: str) -> str:
    """Return the status code of RFC 3463 that a server's words begin with, "" without one."""
    found = _ENHANCED.match(text.strip())
    return found[0] if found else ""


def known_as(status: str) -> str | None:
    """Return under which code the map knows a status: its own, else that of its subject ("5.1")."""
    return next((code for code in (status, status.rpartition(".")[0]) if code and ERRORS.knows(code)), None)


def spoken(text: str, account: Account | None = None) -> str:
    """Return a server's words as they may be kept: on one line, without our credentials and without anybody's address."""
    return redact(_ADDRESS.sub("…", " ".join(text.split())), account)


def _outcome(answer: MailAnswer, account: Account, message_id: str) -> Outcome:
    if answer.stage is MailStage.TAKEN and answer.code in _TAKEN:
        return Accepted(message_id)
    return _refusal(answer, account)


_OF_OURS = frozenset({421, 530})
_SIZES, _TOO_LARGE = frozenset({"5.2.3", "5.3.4"}), frozenset({452, 552})
"""RFC 1870: a server says at MAIL FROM already that a message is too large, or that it has no room."""


def _refusal(answer: MailAnswer, account: Account) -> Refused | NotNow:
    """Judge by the narrowest thing known: the stage, the status code, the class of the reply."""
    told = ERRORS.outcome(next(code for code in _codes(answer) if ERRORS.knows(code)), spoken(answer.text, account))
    code = f"{answer.code} {status_of(answer.text)}".strip()
    if isinstance(told, Refused):
        return Refused(told.failure, code, told.text)
    return NotNow(told.after, told.scope, code, told.text, stop=told.stop)


def _codes(answer: MailAnswer) -> Iterator[str]:
    """Yield by which codes the map may know an answer, narrowest first; the last one it always knows.

    Until the login is over the answer is about our account, whatever its code; then about our sender, but for the message's size, until a recipient
    was named. A server that closes, or wants a login, speaks of us at any stage. A reply that is none is the server's trouble.
    """
    kind = "5" if answer.code >= _FOR_GOOD else "4"
    if answer.stage in {MailStage.GREETING, MailStage.TLS, MailStage.LOGIN}:
        yield f"{answer.stage}.{kind}"
    if answer.code in _OF_OURS:
        yield str(answer.code)
    status = status_of(answer.text)
    if answer.stage is MailStage.SENDER and status not in _SIZES and answer.code not in _TOO_LARGE:
        yield f"{answer.stage}.{kind}"
    if status[:1] == kind and answer.code >= _FOR_NOW:
        yield known_as(status) or ""
    yield str(answer.code)
    yield kind
