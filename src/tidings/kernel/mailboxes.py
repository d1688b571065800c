"""Who an email comes from, as people write it and as a header holds it (RFC 5322, 3.4; RFC 2047)."""

import re
from base64 import b64encode

from tidings.kernel.blank import showing

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SPACES = re.compile(r"[ \t\u00a0\u202f]+")
_ESCAPED = re.compile(r"\\(.)")
_PLAIN = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]{1,60}")
"""A name that needs no quotation marks: atoms and spaces."""
_JOINERS = "\u200c\u200d"
_SHORT = 60
"""Characters of a name that stands on its header's line, which has 78 at most."""
_ENCODED_WORD = 45
"""Octets of one encoded word, which has 75 characters at most (RFC 2047, 2)."""


def parted(text: str) -> tuple[str, str]:
    """Return name and address of `Name <address>`, or no name of an address alone; quotation marks around all of a name are not its own."""
    text = text.strip()
    if not text.endswith(">"):
        return "", text
    name, _, address = text[:-1].rpartition("<")
    name = _SPACES.sub(" ", showing(name))
    quoted = _QUOTED.fullmatch(name)
    return (_ESCAPED.sub(r"\1", quoted[1]).strip() if quoted else name), address.strip()


def joined(name: str, address: str) -> str:
    """Return a mailbox as it is kept and shown: read again, it is the same name and address."""
    if not name:
        return address
    return f"{_in_quotes(name) if _QUOTED.fullmatch(name) else name} <{address}>"


def fits_header(name: str) -> bool:
    """Whether a header can hold a name: nothing that controls, nor what turns direction; what joins emoji and letters is a part of them."""
    return all(each.isprintable() or each in _JOINERS for each in name)


def header_name(name: str) -> str:
    """Return a name as a header holds it: as it is, in quotation marks, or in encoded words of which each stands on a line of its own."""
    if "=?" not in name and _PLAIN.fullmatch(name):
        return name
    if "=?" not in name and name.isascii() and len(name) <= _SHORT:
        return _in_quotes(name)
    return "\r\n ".join(f"=?utf-8?b?{b64encode(each).decode()}?=" for each in _pieces(name))


def _pieces(name: str) -> list[bytes]:
    """Cut a name where no character is torn: each encoded word is read by itself."""
    pieces = [b""]
    for character in name:
        octets = character.encode()
        if len(pieces[-1]) + len(octets) > _ENCODED_WORD:
            pieces.append(b"")
        pieces[-1] += octets
    return pieces


def _in_quotes(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
