"""Twilio as an adapter: what it is, and who answers each question."""

from collections.abc import Mapping, Sequence

from tidings.kernel.words import Channel
from tidings.ports.adapter import (
    Account,
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
from tidings.providers.twilio import attachments, checking, finding, following, sending, webhooks

_TRAITS = Traits(
    provider="twilio",
    label="Twilio",
    channels=frozenset({Channel.SMS, Channel.WHATSAPP}),
    default_api_base="https://api.twilio.com",
    api_base_environment="TWILIO_API_BASE",
    credentials=(
        CredentialField(
            "account_sid",
            "Account SID",
            secret=False,
            environment="TWILIO_ACCOUNT_SID",
            pattern="AC[0-9a-fA-F]{32}",
            form="AC and 32 hexadecimal digits",
        ),
        CredentialField("auth_token", "Auth token", secret=True, environment="TWILIO_AUTH_TOKEN"),
        CredentialField("previous_auth_token", "Auth token before, while it is being changed", secret=True, required=False),
    ),
    can_be_asked=True,
)


class Twilio:
    """The adapter for Twilio's Messages resource, on SMS and WhatsApp."""

    @property
    def traits(self) -> Traits:
        """What Twilio is."""
        return _TRAITS

    def send(self, message: Outgoing, account: Account) -> Steps[Outcome]:
        """Send one message. Twilio has no idempotency: what gets no usable answer is Unknown."""
        return sending.send(message, account)

    def check(self, account: Account) -> Steps[Health]:
        """Read the account: right credentials, active, trial or full."""
        return checking.check(account)

    def find(self, traces: Sequence[Trace], account: Account) -> Sequence[Question[Trace, Finding]]:
        """Look for attempts: many in one list of their sender's day, few or denied ones among the messages to each recipient."""
        return finding.find(traces, account)

    def follow(self, messages: Sequence[Taken], account: Account) -> Sequence[Question[Taken, Receipt | None]]:
        """Read what became of messages: few by their ids, many in one list of their sender's days."""
        return following.follow(messages, account)

    def verify(self, call: WebhookCall, account: Account) -> bool:
        """Check X-Twilio-Signature."""
        return webhooks.verify(call, account)

    def read(self, call: WebhookCall) -> Sequence[News]:
        """Read a status callback or an inbound message."""
        return webhooks.read(call)

    def fetch(self, attachment: Attachment, account: Account, most: int) -> Steps[Fetched | NotFetched]:
        """Fetch a file that a person sent."""
        return attachments.fetch(attachment, account, most)

    def handshake(self, query: Mapping[str, str], account: Account) -> str | None:
        """Refuse: Twilio verifies no address."""
        del query, account
        return None
