"""Files that people sent by SMS or WhatsApp: asked for with the account's credentials, then read where Twilio leads.

The first request answers with the way to a store that wants no credentials and gets none (Twilio, "Media resource", and "Protect media
access with HTTP basic authentication": mms.twiliocdn.com for four hours, s3-external-1.amazonaws.com on older accounts).
"""

from dataclasses import replace
from urllib.parse import urljoin

from tidings.ports.adapter import Account, Fetched, NotFetched, Request, Steps
from tidings.ports.receipt import Attachment
from tidings.providers.files import NO_ADDRESS, fetched, leads_to
from tidings.providers.twilio.sending import request
from tidings.providers.twilio.webhooks import MEDIA

_HOSTS = ("twiliocdn.com", "twilio.com", "s3-external-1.amazonaws.com")
_LEADS_ON = frozenset({301, 302, 303, 307, 308})


def fetch(attachment: Attachment, account: Account, most: int) -> Steps[Fetched | NotFetched]:
    """Fetch one file. Its address is made anew from the ids in the one that was told, so that credentials go nowhere else."""
    if not MEDIA.fullmatch(attachment.ref):
        return NO_ADDRESS
    asked = request(account, "GET", attachment.ref)
    answer = yield replace(asked, headers={**asked.headers, "accept": "*/*"}, most=most)
    if answer.status not in _LEADS_ON:
        return fetched(answer)
    try:
        url = urljoin(asked.url, answer.headers.get("location", ""))
    except ValueError:
        return NO_ADDRESS
    return fetched((yield Request("GET", url, {}, most=most))) if leads_to(url, _HOSTS, account) else NO_ADDRESS
