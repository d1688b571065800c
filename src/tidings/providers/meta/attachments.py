"""Files that people sent by WhatsApp: asked for by id, then read from an address that holds for five minutes.

Both requests carry the account's token (Meta, "Cloud API: media", "Retrieve media URL" and "Download media").
"""

import re

from tidings.ports.adapter import Account, Fetched, NotFetched, Request, Steps
from tidings.ports.receipt import Attachment
from tidings.providers.answers import read_json, text
from tidings.providers.files import NO_ADDRESS, TOO_LARGE, fetched, leads_to, missing
from tidings.providers.meta.sending import request

_ID = re.compile(r"[0-9A-Za-z_-]{1,128}")
_HOSTS = ("fbsbx.com", "facebook.com", "whatsapp.net")


def fetch(attachment: Attachment, account: Account, most: int) -> Steps[Fetched | NotFetched]:
    """Fetch one file."""
    if not _ID.fullmatch(attachment.ref):
        return NO_ADDRESS
    told = yield request(account, "GET", attachment.ref)
    answer = read_json(told.body) or {}
    url = text(answer, "url")
    if not url:
        return missing(told)
    if not leads_to(url, _HOSTS, account):
        return NO_ADDRESS
    size = text(answer, "file_size")
    if size.isdecimal() and int(size) > most:
        return TOO_LARGE
    return fetched((yield Request("GET", url, {"authorization": f"Bearer {account.values['access_token']}"}, most=most)))
