"""Who an email comes from, as it is written: `Name <address>`, or an address alone."""

import re

from tidings.kernel.errors import Invalid
from tidings.kernel.mailboxes import fits_header, joined, parted

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,255}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def checked_mailbox(text: str, *, field: str = "address") -> str:
    """Return a sender of emails, tidied: commas, quotation marks, any script and emoji may be in its name, which the header is written for.

    Raises Invalid for what no header can hold or what is no address.
    """
    name, address = parted(text)
    if not fits_header(name) or _ADDRESS.fullmatch(address) is None:
        fix = 'Write it as "Atelier Rive <news@example.org>", or the address alone; its domain in ASCII.'
        raise Invalid("mailbox_invalid", "This is no address that an email can come from.", field=field, fix=fix)
    return joined(name, address)
