"""Firebase Cloud Messaging as an adapter: what it is, and who answers each question."""

from collections.abc import Mapping, Sequence

from tidings.kernel.words import Channel
from tidings.ports.adapter import (
    Account,
    CannotTell,
    CredentialField,
    Finding,
    Health,
    Outgoing,
    PassSteps,
    Question,
    Steps,
    Taken,
    Trace,
    Traits,
    WebhookCall,
)
from tidings.ports.outcome import Outcome
from tidings.ports.receipt import News, Receipt
from tidings.providers.fcm import confirming, sending

_TRAITS = Traits(
    provider="fcm",
    label="Push (Firebase)",
    channels=frozenset({Channel.PUSH}),
    default_api_base="https://fcm.googleapis.com",
    api_base_environment="FCM_API_BASE",
    credentials=(
        CredentialField(
            "service_account",
            "Service account key",
            secret=True,
            environment="FCM_SERVICE_ACCOUNT",
            pattern=r'\{.*"private_key".*\}',
            form="the whole JSON file that the Firebase console makes (Project settings, Service accounts, Generate new private key)",
            lines=True,
        ),
        CredentialField(
            "receipt_secret",
            "Secret with which your app's server confirms notifications",
            secret=True,
            required=False,
            environment="FCM_RECEIPT_SECRET",
            pattern=r".{16,200}",
            form="16 characters or more, of your own choice",
            without="nobody tells what was shown: Firebase has no receipts, so what it took counts as arrived unless the device is gone",
            loses=True,
        ),
    ),
)


class Fcm:
    """The adapter for Firebase Cloud Messaging."""

    @property
    def traits(self) -> Traits:
        """What Firebase is."""
        return _TRAITS

    def send(self, message: Outgoing, account: Account) -> PassSteps[Outcome]:
        """Send one notification to one device. Firebase has no idempotency: what gets no usable answer is Unknown."""
        return sending.send(message, account)

    def check(self, account: Account) -> PassSteps[Health]:
        """Have Firebase look at a notification that it does not send."""
        return sending.check(account)

    def find(self, traces: Sequence[Trace], account: Account) -> Sequence[Question[Trace, Finding]]:
        """Say that Firebase can't be asked: it lists no messages. Only the app can tell."""
        del account
        return [Question(traces, _cannot_tell(len(traces)))]

    def follow(self, messages: Sequence[Taken], account: Account) -> Sequence[Question[Taken, Receipt | None]]:
        """Ask nothing, for the same reason."""
        del messages, account
        return []

    def verify(self, call: WebhookCall, account: Account) -> bool:
        """Check the secret with which the app's server confirms: `X-Receipt-Secret`."""
        return confirming.verify(call, account)

    def read(self, call: WebhookCall) -> Sequence[News]:
        """Read what the app's server says was shown and opened."""
        return confirming.read(call)

    def handshake(self, query: Mapping[str, str], account: Account) -> str | None:
        """Refuse: nobody verifies an address here."""
        del query, account
        return None


def _cannot_tell(attempts: int) -> Steps[Sequence[Finding]]:
    yield from ()
    return [CannotTell("Firebase lists no messages; only the app can tell what was shown", ever=True)] * attempts
