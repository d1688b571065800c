"""A message as it goes over the wire (RFC 5322, MIME), and its envelope."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from tidings.kernel.domains import ascii_domain
from tidings.kernel.mailboxes import fits_header, header_name, parted
from tidings.ports.adapter import Account, Outgoing
from tidings.ports.content import Mail

_LONGEST_LOCAL = 64
_LINE = 66
"""What a line of 78 characters has room for beside `From: ` and the brackets."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends to whom, and by which id: bare addresses. With `utf8` a server must speak SMTPUTF8 to take it."""

    name: str
    sender: str
    recipient: str
    return_path: str
    message_id: str
    utf8: bool


def envelope(message: Outgoing, account: Account) -> Envelope:
    """Return a message's envelope. The sender is `Name <address>` or an address alone. Raises ValueError for what is no address.

    The attempt's token is in the Message-ID and behind the return path's local part (VERP), so that what comes back tells whose it was.
    """
    name, sender = parted(message.sender)
    sender, recipient = wired(sender), wired(message.to)
    domain = sender.rpartition("@")[2]
    return Envelope(name, sender, recipient, _return_path(account, message.token) or sender, f"{message.token}@{domain}", not recipient.isascii())


def written(mail: Mail, envelope: Envelope) -> bytes:
    """Return the message, whole but for its Date: whoever hands it in knows when that is. Raises ValueError for what no header can hold."""
    # Base64 or quoted-printable for what is beyond ASCII: not every server on the way takes eight bits.
    made = EmailMessage(policy=(SMTPUTF8 if envelope.utf8 else SMTP).clone(cte_type="7bit"))
    made["To"] = _header_address(envelope.recipient)
    made["Subject"] = mail.subject
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.text)
    if mail.html:
        made.add_alternative(mail.html, subtype="html")
    return _from(envelope) + _words(mail, envelope) + made.as_bytes()


def _from(envelope: Envelope) -> bytes:
    """Return who it comes from. The library loses the quotation marks of a name that it folds, so that its commas part addresses."""
    if not envelope.name:
        return f"From: {envelope.sender}\r\n".encode("ascii")
    if not fits_header(envelope.name):
        raise ValueError("a name with a control character")
    name = header_name(envelope.name)
    address = f"\r\n <{envelope.sender}>" if "\r\n" in name or len(name) + len(envelope.sender) > _LINE else f" <{envelope.sender}>"
    return f"From: {name}{address}\r\n".encode("ascii")


def _words(mail: Mail, envelope: Envelope) -> bytes:
    """Return the headers that are one long word each, on one line each, which may have 998 characters (RFC 5322, 2.1.1).

    The library would write those beyond 78 as encoded words (RFC 2047), in which no mailbox looks for an address.
    """
    lines = [f"Message-ID: <{envelope.message_id}>"]
    if mail.unsubscribe:
        lines += [f"List-Unsubscribe: <{mail.unsubscribe}>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
    if not all(each.isprintable() for each in lines):
        raise ValueError("a link with a control character")
    return "".join(f"{each}\r\n" for each in lines).encode("ascii")


def _header_address(address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address("", local, domain)


def wired(address: str) -> str:
    """Return an address as it goes over the wire, its domain as A-labels (RFC 5891). Raises ValueError for what is no address."""
    local, at, domain = address.strip().rpartition("@")
    if not (local and at and domain) or any(each.isspace() or not each.isprintable() or each in "<>," for each in address.strip()):
        raise ValueError("not an email address")
    return f"{local}@{ascii_domain(domain)}"


def _return_path(account: Account, token: str) -> str:
    local, at, domain = account.values.get("return_path", "").rpartition("@")
    tagged = f"{local}+{token}"
    return f"{tagged}{at}{domain}" if at and len(tagged) <= _LONGEST_LOCAL else ""
