"""The WhatsApp Cloud API as an adapter: what it is, and who answers each question."""

from collections.abc import Mapping, Sequence

from tidings.kernel.words import Channel
from tidings.ports.adapter import (
    Account,
    CannotTell,
    CredentialField,
    Fetched,
    Finding,
    Health,
    NotFetched,
    Outgoing,
    Question,
    Steps,
    Taken,
    Trace,
    Traits,
    WebhookCall,
)
from tidings.ports.outcome import Outcome
from tidings.ports.receipt import Attachment, News, Receipt
from tidings.providers.meta import attachments, sending, webhooks

_ID = "[0-9]{1,32}"
_ID_FORM = "digits only, as WhatsApp Manager shows it; it is not the phone number itself"
_TRAITS = Traits(
    provider="meta_whatsapp",
    label="WhatsApp Cloud API",
    channels=frozenset({Channel.WHATSAPP}),
    default_api_base="https://graph.facebook.com",
    api_base_environment="WHATSAPP_API_BASE",
    credentials=(
        CredentialField("access_token", "System-user access token", secret=True, environment="WHATSAPP_ACCESS_TOKEN"),
        CredentialField("phone_number_id", "Phone number ID", secret=False, environment="WHATSAPP_PHONE_NUMBER_ID", pattern=_ID, form=_ID_FORM),
        CredentialField(
            "business_account_id",
            "WhatsApp Business account ID",
            secret=False,
            required=False,
            environment="WHATSAPP_BUSINESS_ACCOUNT_ID",
            pattern=_ID,
            form=_ID_FORM,
        ),
        CredentialField(
            "app_secret",
            "App secret, which signs webhooks",
            secret=True,
            required=False,
            environment="WHATSAPP_APP_SECRET",
            without="Meta signs every callback with it: all are refused, so no receipt, no answer and no STOP arrives",
            loses=True,
        ),
        CredentialField(
            "verify_token",
            "Webhook verify token",
            secret=True,
            required=False,
            environment="WHATSAPP_WEBHOOK_VERIFY_TOKEN",
            without="Meta asks for it when the address for callbacks is entered in its console, which fails",
        ),
    ),
)


class MetaWhatsApp:
    """The adapter for Meta's WhatsApp Cloud API."""

    @property
    def traits(self) -> Traits:
        """What the Cloud API is."""
        return _TRAITS

    def send(self, message: Outgoing, account: Account) -> Steps[Outcome]:
        """Send one message. Meta has no idempotency: what gets no usable answer is Unknown."""
        return sending.send(message, account)

    def check(self, account: Account) -> Steps[Health]:
        """Read the phone number's fields, the messaging limit among them."""
        return sending.check(account)

    def find(self, traces: Sequence[Trace], account: Account) -> Sequence[Question[Trace, Finding]]:
        """Say that Meta can't be asked: it lists no sent messages. Only a status webhook with our token can tell."""
        del account
        return [Question(traces, _cannot_tell(len(traces)))]

    def follow(self, messages: Sequence[Taken], account: Account) -> Sequence[Question[Taken, Receipt | None]]:
        """Ask nothing, for the same reason."""
        del messages, account
        return []

    def verify(self, call: WebhookCall, account: Account) -> bool:
        """Check X-Hub-Signature-256."""
        return webhooks.verify(call, account)

    def read(self, call: WebhookCall) -> Sequence[News]:
        """Read a batch of changes: statuses, messages, and news of templates, limits and the account."""
        return webhooks.read(call)

    def fetch(self, attachment: Attachment, account: Account, most: int) -> Steps[Fetched | NotFetched]:
        """Fetch a file that a person sent."""
        return attachments.fetch(attachment, account, most)

    def handshake(self, query: Mapping[str, str], account: Account) -> str | None:
        """Echo the challenge of a verification GET if it brings our verify token."""
        return webhooks.handshake(query, account)


def _cannot_tell(attempts: int) -> Steps[Sequence[Finding]]:
    yield from ()
    return [CannotTell("Meta lists no sent messages; only a status webhook can tell", ever=True)] * attempts
