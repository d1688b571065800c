"""Who an email comes from, as it is written: `Name <address>`, or an address alone."""

import re
from email.utils import parseaddr

from tidings.kernel.errors import Invalid

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,255}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")

_SPECIAL = re.compile(r"""[()<>@,:;"\[\]\\]""")
"""What a name would have to be quoted for (RFC 5322, 3.2.3)."""


def checked_mailbox(text: str, *, field: str = "address") -> str:
    """Return a sender of emails, tidied. Raises Invalid for what no header can hold or what is no address."""
    name, address = parseaddr(text)
    if not text.isprintable() or _SPECIAL.search(name) or _ADDRESS.fullmatch(address) is None:
        fix = 'Write it as "Atelier Rive <news@example.org>", or the address alone; its domain in ASCII.'
        raise Invalid("mailbox_invalid", "This is no address that an email can come from.", field=field, fix=fix)
    return f"{name} <{address}>" if name else address
