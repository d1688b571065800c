"""Transactions with mail servers: connections that are used again, encryption, time limits, and how far each got.

Up to the message itself nothing has left, whatever goes wrong. From its first byte on only the server's answer tells, and a
connection that ends without one leaves the message in doubt (docs/decisions/0051).
"""

import asyncio
import re
import ssl
import time
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email.utils import format_datetime
from socket import AF_INET, AF_INET6, SOCK_STREAM, socket

from aiosmtplib import SMTP, SMTPConnectResponseError, SMTPException, SMTPNotSupported, SMTPResponse, SMTPResponseException
from aiosmtplib.protocol import normalize_message_line_endings

from tidings.infra.reach import NotPublicError, Reach, Resolve, look_up
from tidings.infra.unanswered import NeverConnectedError, NoAnswerError, NoPlaceError
from tidings.kernel.clock import SystemClock
from tidings.kernel.network import UnclearUrlError, literal_of
from tidings.ports.adapter import MailAnswer, MailRequest, MailServer, MailStage, MailTls

_AT_ONCE = 10
"""Connections to one account: servers refuse who opens many, and each carries some dozens of messages a second."""
_IDLE_SECONDS = 8.0
"""Servers close a quiet connection after a minute or later; one that is closed meanwhile is noticed before the message leaves."""
_MOST_ACCOUNTS = 256
_GOODBYE_SECONDS = 1.0

_GO_AHEAD = 354
_CLOSING = 421
_REFUSED = 400
_IPV6 = 6
_NO_XTEXT = re.compile(r"[^!-~]|[+=]")
_LINE_DOT = re.compile(rb"(?m)^\.")
_NO_STARTTLS = MailAnswer(MailStage.TLS, 530, "5.7.10 the server offers no encryption (STARTTLS)")
_NO_UTF8 = MailAnswer(MailStage.RECIPIENT, 553, "5.6.7 the server takes no address beyond ASCII (SMTPUTF8)")


@dataclass(slots=True)
class _Progress:
    """How far a transaction has got; once content left, only the server can tell whether it has the message."""

    stage: MailStage = MailStage.GREETING
    content_left: bool = False


@dataclass(slots=True)
class _Line:
    """An open connection, and since when it is idle (monotonic)."""

    client: SMTP
    idle_since: float = 0.0


@dataclass(slots=True)
class _Account:
    """The connections to one account of one server."""

    free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    idle: list[_Line] = field(default_factory=list[_Line])


class Mailer:
    """Hands mail in, `seconds` for a transaction, and as long before it for a connection that is free.

    `own`, `loopback` and `resolve` are as in `infra.exchange.Exchange`.

    Certificates are checked against the system's, or those that SSL_CERT_FILE names.
    """

    def __init__(self, *, seconds: float, own: Collection[str] = (), loopback: bool = False, resolve: Resolve = look_up) -> None:
        self._seconds = seconds
        self._reach: Reach[str] = Reach(lambda: "", lambda _host, address: address, own=own, loopback=loopback, resolve=resolve)
        self._accounts: dict[MailServer, _Account] = {}
        self._trusted: ssl.SSLContext | None = None

    async def close(self) -> None:
        """Close all idle connections."""
        for account in self._accounts.values():
            while account.idle:
                await _hang_up(account.idle.pop().client)

    async def deliver(self, request: MailRequest) -> MailAnswer:
        """Carry out a transaction and return the answer that ended it.

        Raises NoPlaceError while others keep all connections busy, NeverConnectedError while the server can't have the message,
        NoAnswerError from its first byte on.
        """
        account = self._account(request.server)
        async with self._place(account):
            return await self._transaction(account, request)

    @asynccontextmanager
    async def _place(self, account: _Account) -> AsyncGenerator[None]:
        """Hold one of an account's connections. Waiting for it spends nothing of the transaction's own time: a slow server is not a doubt."""
        try:
            async with asyncio.timeout(self._seconds):
                await account.free.acquire()
        except TimeoutError as error:
            raise NoPlaceError("all connections to the server are in use") from error
        try:
            yield
        finally:
            account.free.release()

    async def _transaction(self, account: _Account, request: MailRequest) -> MailAnswer:
        progress = _Progress()
        try:
            async with asyncio.timeout(self._seconds):
                return await self._delivered(account, request, progress)
        except (NotPublicError, UnclearUrlError) as error:
            raise NeverConnectedError(str(error)) from error
        except TimeoutError as error:
            raise _unanswered(progress, "no answer in time") from error
        except (SMTPException, OSError, ValueError) as error:
            raise _unanswered(progress, _words(error)) from error

    async def _delivered(self, account: _Account, request: MailRequest, progress: _Progress) -> MailAnswer:
        """Use a connection that is open; where that ends before the message left, a new one."""
        address = await self._reach.way_to(request.server.url)
        line = await _idle(account)
        if line is not None:
            with suppress(SMTPException, OSError):
                answer = await self._carried(account, line.client, request, progress)
                if answer.code != _CLOSING:
                    return answer
            if progress.content_left:
                raise ConnectionResetError
        opened = await self._open(request.server, address, progress)
        if isinstance(opened, MailAnswer):
            return opened
        return await self._carried(account, opened, request, progress)

    def _account(self, server: MailServer) -> _Account:
        while len(self._accounts) >= _MOST_ACCOUNTS and server not in self._accounts:
            self._accounts.pop(next(iter(self._accounts)))
        return self._accounts.setdefault(server, _Account())

    async def _carried(self, account: _Account, client: SMTP, request: MailRequest, progress: _Progress) -> MailAnswer:
        """Carry out a transaction on a connection, and keep that for the next one unless something was refused."""
        async with _closed_on_trouble(client):
            answer = await _transact(client, request, progress)
        if answer.code >= _REFUSED:
            client.close()
        elif client.is_connected:
            account.idle.append(_Line(client, time.monotonic()))
        return answer

    async def _open(self, server: MailServer, address: str, progress: _Progress) -> SMTP | MailAnswer:
        """Open a connection as far as its login, or return the refusal."""
        progress.stage = MailStage.GREETING
        implicit = server.tls is MailTls.IMPLICIT
        client = SMTP(
            hostname=server.host,
            port=None if address else server.port,
            sock=await _socket(address, server.port) if address else None,
            timeout=self._seconds,
            use_tls=implicit,
            start_tls=False,
            tls_context=self._trust() if implicit else None,
        )
        try:
            async with _closed_on_trouble(client):
                await client.connect()
                await client.ehlo()
                return await self._secure(client, server, progress) or client
        except SMTPConnectResponseError as error:
            return MailAnswer(MailStage.GREETING, error.code, error.message)
        except SMTPResponseException as error:
            return MailAnswer(progress.stage, error.code, error.message)

    async def _secure(self, client: SMTP, server: MailServer, progress: _Progress) -> MailAnswer | None:
        """Encrypt the connection and log in; a refusal is returned or raised, and None says that all is well."""
        if server.tls is MailTls.STARTTLS:
            progress.stage = MailStage.TLS
            if not client.supports_extension("starttls"):
                client.close()
                return _NO_STARTTLS
            await client.starttls(server_hostname=server.host, tls_context=self._trust())
            await client.ehlo()
        if server.username:
            progress.stage = MailStage.LOGIN
            try:
                await client.login(server.username, server.password)
            except SMTPNotSupported as error:
                client.close()
                return MailAnswer(MailStage.LOGIN, 535, f"5.7.4 {error.message}")
        return None

    def _trust(self) -> ssl.SSLContext:
        if self._trusted is None:
            self._trusted = ssl.create_default_context()
            self._trusted.minimum_version = ssl.TLSVersion.TLSv1_2
        return self._trusted


async def _transact(client: SMTP, request: MailRequest, progress: _Progress) -> MailAnswer:
    """Say envelope and message; the first refusal is the answer."""
    if not request.recipient:
        progress.stage = MailStage.LOGIN
        return _answer(progress, await client.noop())
    options = [f"SIZE={len(request.message)}"] if client.supports_extension("size") else []
    if client.supports_extension("dsn") and request.envelope_id:
        options += ["RET=HDRS", f"ENVID={request.envelope_id}"]
    if request.utf8:
        if not client.supports_extension("smtputf8"):
            return _NO_UTF8
        options.append("SMTPUTF8")
    try:
        progress.stage = MailStage.SENDER
        await client.mail(request.sender, options=options, encoding="utf-8" if request.utf8 else "ascii")
        progress.stage = MailStage.RECIPIENT
        await client.rcpt(request.recipient, options=_named(client, request), encoding="utf-8" if request.utf8 else "ascii")
    except SMTPResponseException as error:
        return MailAnswer(progress.stage, error.code, error.message)
    progress.stage = MailStage.CONTENT
    ready = await client.execute_command(b"DATA")
    if ready.code != _GO_AHEAD:
        return _answer(progress, ready)
    return await _say(client, request.message, progress)


def _named(client: SMTP, request: MailRequest) -> list[str]:
    """Name the recipient for a report, as we know them, however often the mail is forwarded (RFC 3461, 4.2); in xtext."""
    if not client.supports_extension("dsn") or request.utf8:
        return []
    return ["ORCPT=rfc822;" + _NO_XTEXT.sub(lambda found: f"+{ord(found[0]):02X}", request.recipient)]


async def _say(client: SMTP, message: bytes, progress: _Progress) -> MailAnswer:
    """Write the message and read what the server says of it."""
    protocol = client.protocol
    if protocol is None:
        raise ConnectionResetError
    # By the real clock, also where business time is moved: a mailbox sorts by it, and mail from the future is taken for spam.
    date = f"Date: {format_datetime(SystemClock().now())}\r\n".encode()
    content = _LINE_DOT.sub(b"..", normalize_message_line_endings(date + message)) + b".\r\n"
    progress.content_left = True
    protocol.write(content)
    response = await protocol.read_response()
    progress.stage, progress.content_left = MailStage.TAKEN, False
    return _answer(progress, response)


def _answer(progress: _Progress, response: SMTPResponse) -> MailAnswer:
    return MailAnswer(progress.stage, response.code, response.message)


async def _idle(account: _Account) -> _Line | None:
    """Return the connection that was used last, if it still stands; older ones are closed."""
    while account.idle:
        line = account.idle.pop()
        if line.client.is_connected and time.monotonic() - line.idle_since < _IDLE_SECONDS:
            return line
        await _hang_up(line.client)
    return None


async def _hang_up(client: SMTP) -> None:
    """Say goodbye; who does not listen is left."""
    with suppress(SMTPException, OSError, TimeoutError):
        if client.is_connected:
            await client.quit(timeout=_GOODBYE_SECONDS)
    client.close()


@asynccontextmanager
async def _closed_on_trouble(client: SMTP) -> AsyncGenerator[None]:
    """Close a connection on which something went wrong: what it would answer next belongs to what went before."""
    try:
        yield
    except BaseException:
        client.close()
        raise


async def _socket(address: str, port: int) -> socket:
    """Connect to the address that was checked, whatever the name may mean by now."""
    literal = literal_of(address)
    family = AF_INET6 if literal is not None and literal.version == _IPV6 else AF_INET
    made = socket(family, SOCK_STREAM)
    made.settimeout(0)
    try:
        await asyncio.get_running_loop().sock_connect(made, (address, port))
    except BaseException:
        made.close()
        raise
    return made


def _unanswered(progress: _Progress, words: str) -> NeverConnectedError | NoAnswerError:
    return NoAnswerError(words) if progress.content_left else NeverConnectedError(words)


def _words(error: Exception) -> str:
    """Say what happened; the library's own text may quote what was sent."""
    if isinstance(error, ssl.SSLCertVerificationError) or isinstance(error.__cause__, ssl.SSLCertVerificationError):
        return "the server's certificate is not valid for it"
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return "no encryption could be agreed on"
    return "the connection failed or broke off"
