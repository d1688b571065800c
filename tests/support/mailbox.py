"""A mail server on this machine: it speaks SMTP over real sockets, keeps what it takes, and fails as it is told to."""

import asyncio
import base64
import datetime as dt
import ssl
from collections.abc import AsyncGenerator, Generator, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HANG_UP = "hang up"
"""As an answer: the connection is closed instead."""
SILENCE = "silence"
"""As an answer: none comes, and the connection stands."""
TAKEN = "after the dot"


@dataclass(frozen=True)
class Received:
    """A message that was taken, with its envelope as it was said."""

    sender: str
    recipient: str
    raw: bytes
    encrypted: bool

    @property
    def message(self) -> EmailMessage:
        """The message read."""
        return message_from_bytes(self.raw, policy=default)


@dataclass
class MailServer:
    """What the server does. `answers` replaces the answer to a verb, to `RCPT <address>`, or to what follows the dot (TAKEN)."""

    url: str = ""
    answers: dict[str, str] = field(default_factory=dict[str, str])
    features: tuple[str, ...] = ("SIZE 10000000", "DSN", "ENHANCEDSTATUSCODES", "8BITMIME")
    pause: float = 0.0
    """Real seconds before it answers what follows the dot."""
    login: tuple[str, str] | None = None
    tls: ssl.SSLContext | None = None
    received: list[Received] = field(default_factory=list[Received])
    said: list[str] = field(default_factory=list[str])
    connections: int = 0
    ended: int = 0
    """Messages whose end was read, whatever was answered."""


@dataclass
class _Talk:
    """One connection."""

    server: MailServer
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    sender: str = ""
    recipient: str = ""
    encrypted: bool = False

    async def run(self) -> None:
        await self._say(self.server.answers.get("GREETING", "220 mail.example.org"))
        while line := await self.reader.readline():
            command = line.decode("utf-8", "replace").strip()
            self.server.said.append(command)
            verb, _, rest = command.partition(" ")
            await self._take(verb.upper(), rest)

    async def _take(self, verb: str, rest: str) -> None:
        told = self.server.answers.get(f"{verb} {_address(rest)}", self.server.answers.get(verb))
        if told is not None:
            await self._say(told)
        elif verb == "EHLO":
            await self._greet()
        elif verb == "STARTTLS" and self.server.tls is not None:
            await self._say("220 2.0.0 go ahead")
            await self.writer.start_tls(self.server.tls)
            self.encrypted = True
        elif verb == "DATA":
            await self._data()
        else:
            await self._say(self._usual(verb, rest))

    def _usual(self, verb: str, rest: str) -> str:
        if verb == "MAIL":
            self.sender = _address(rest)
        if verb == "RCPT":
            self.recipient = _address(rest)
        if verb == "AUTH":
            return "235 2.7.0 welcome" if rest == self._secret() else "535 5.7.8 wrong user name or password"
        return "221 2.0.0 bye" if verb == "QUIT" else "250 2.0.0 ok"

    def _secret(self) -> str:
        user, password = self.server.login or ("", "")
        return "PLAIN " + _base64(f"\0{user}\0{password}")

    async def _greet(self) -> None:
        features = [
            *self.server.features,
            *(["STARTTLS"] if self.server.tls and not self.encrypted else []),
            *(["AUTH PLAIN"] if self.server.login else []),
        ]
        lines = ["mail.example.org", *features]
        self.writer.write("".join(f"250{' ' if line == lines[-1] else '-'}{line}\r\n" for line in lines).encode())
        await self.writer.drain()

    async def _data(self) -> None:
        await self._say("354 go ahead")
        raw = await self.reader.readuntil(b"\r\n.\r\n")
        self.server.ended += 1
        await asyncio.sleep(self.server.pause)
        told = self.server.answers.get(TAKEN, "250 2.0.0 taken")
        if told.startswith("2"):
            content = raw.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")
            self.server.received.append(Received(self.sender, self.recipient, content, self.encrypted))
        await self._say(told)

    async def _say(self, answer: str) -> None:
        if answer == SILENCE:
            await asyncio.sleep(3600)
        if answer == HANG_UP:
            self.writer.close()
            return
        self.writer.write(f"{answer}\r\n".encode())
        await self.writer.drain()


@asynccontextmanager
async def mail_server(*, implicit: bool = False, **told: object) -> AsyncGenerator[MailServer]:
    """Run a mail server on a free port of this machine; `implicit` speaks TLS from the first byte."""
    server = MailServer(**told)  # pyright: ignore[reportArgumentType] - the fields of MailServer by their names
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.CancelledError):
            await _Talk(server, reader, writer, encrypted=implicit).run()
        talks.discard(task)
        writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=server.tls if implicit else None, limit=2**24)
    host, port = listening.sockets[0].getsockname()[:2]
    server.url = f"{'smtps' if implicit else 'smtp'}://{host}:{port}"
    try:
        yield server
    finally:
        listening.close()
        for each in list(talks):
            each.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


@contextmanager
def mail_server_apart() -> Generator[MailServer]:
    """Run a mail server in a thread of its own, for stories whose own thread waits."""
    begun: Future[tuple[MailServer, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def run() -> None:
        done = asyncio.Event()
        async with mail_server() as server:
            begun.set_result((server, asyncio.get_running_loop(), done))
            await done.wait()

    thread = Thread(target=asyncio.run, args=(run(),))
    thread.start()
    server, loop, done = begun.result(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    """Return a server's side of TLS for a name that signs itself, and the file that makes others trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted, secret = folder / f"{name}.pem", folder / f"{name}.key"
    trusted.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, secret)
    return context, trusted


def bounce(message: Received, *, status: str = "5.1.1", diagnostic: str = "550 5.1.1 no such user", fields: Mapping[str, str] | None = None) -> bytes:
    """Return the report that a mail server sends back about a message (RFC 3464)."""
    told = {"Final-Recipient": f"rfc822; {message.recipient}", "Action": "failed", "Status": status, "Diagnostic-Code": f"smtp; {diagnostic}"}
    told |= fields or {}
    lines = "".join(f"{name}: {value}\n" for name, value in told.items())
    head = message.raw.partition(b"\r\n\r\n")[0].decode()
    return (
        f"From: MAILER-DAEMON@mail.example.org\nTo: {message.sender}\nSubject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"\n\n'
        "--=_b\nContent-Type: text/plain\n\nSorry.\n"
        f"--=_b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.org\n\n{lines}\n"
        f"--=_b\nContent-Type: text/rfc822-headers\n\n{head}\n--=_b--\n"
    ).encode()


def complaint(message: Received, *, kind: str = "abuse") -> bytes:
    """Return the report that a mailbox sends on when somebody calls a message unwanted (RFC 5965); it hides whose it is (RFC 6590)."""
    copy = message.raw.decode().replace(message.recipient, "hidden@mailbox.example")
    return (
        "From: feedback@mailbox.example\nTo: reports@example.org\nSubject: FW: unwanted\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="=_f"\n\n'
        "--=_f\nContent-Type: text/plain\n\nThis is an email abuse report.\n"
        f"--=_f\nContent-Type: message/feedback-report\n\nFeedback-Type: {kind}\nUser-Agent: Mailbox/1.0\nVersion: 1\n\n"
        f"--=_f\nContent-Type: message/rfc822\n\n{copy}\n--=_f--\n"
    ).encode()


def _address(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]


def _base64(text: str) -> str:

    return base64.b64encode(text.encode()).decode()
