"""SMTP as an adapter: what it is, and who answers each question."""

import hmac
from collections.abc import Mapping, Sequence

from tidings.kernel.words import Channel
from tidings.ports.adapter import (
    Account,
    CannotTell,
    CredentialField,
    Finding,
    Health,
    MailSteps,
    Outgoing,
    Question,
    Steps,
    Taken,
    Trace,
    Traits,
    WebhookCall,
)
from tidings.ports.outcome import Outcome
from tidings.ports.receipt import News, Receipt
from tidings.providers.smtp import reports, sending

_TRAITS = Traits(
    provider="smtp",
    label="Email (SMTP)",
    channels=frozenset({Channel.EMAIL}),
    default_api_base="",
    api_base_environment="SMTP_URL",
    schemes=frozenset({"smtp", "smtps"}),
    credentials=(
        CredentialField("username", "User name", secret=False, required=False, environment="SMTP_USERNAME"),
        CredentialField("password", "Password", secret=True, required=False, environment="SMTP_PASSWORD"),
        CredentialField(
            "return_path",
            "Address to which undeliverable mail returns",
            secret=False,
            required=False,
            environment="SMTP_RETURN_PATH",
            pattern=r"[A-Za-z0-9._-]{1,16}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
            form="a short address such as bounces@example.org, whose server delivers bounces+anything to the same mailbox",
            without="undeliverable mail returns to the sender's own address, and only what it quotes tells which message it was",
        ),
        CredentialField(
            "report_secret",
            "Secret with which undeliverable mail is handed in",
            secret=True,
            required=False,
            environment="SMTP_REPORT_SECRET",
            pattern=r".{16,200}",
            form="16 characters or more, of your own choice",
            without="no undeliverable mail is taken in: addresses that do not exist are written to again and again",
            loses=True,
        ),
    ),
)


class Smtp:
    """The adapter for mail servers."""

    @property
    def traits(self) -> Traits:
        """What SMTP is."""
        return _TRAITS

    def send(self, message: Outgoing, account: Account) -> MailSteps[Outcome]:
        """Hand one message in. SMTP has no idempotency: a message whose end got no answer is Unknown."""
        return sending.send(message, account)

    def check(self, account: Account) -> MailSteps[Health]:
        """Greet the server and log in; nothing is sent."""
        return sending.check(account)

    def find(self, traces: Sequence[Trace], account: Account) -> Sequence[Question[Trace, Finding]]:
        """Say that a mail server can't be asked what it took."""
        del account
        return [Question(traces, _cannot_tell(len(traces)))]

    def follow(self, messages: Sequence[Taken], account: Account) -> Sequence[Question[Taken, Receipt | None]]:
        """Ask nothing, for the same reason."""
        del messages, account
        return []

    def verify(self, call: WebhookCall, account: Account) -> bool:
        """Check the secret with which a report is handed in: `X-Report-Secret`."""
        secret = account.values.get("report_secret", "")
        given = call.headers.get("x-report-secret", "").encode("utf-8", "replace")
        return hmac.compare_digest(secret.encode(), given) and bool(secret)

    def read(self, call: WebhookCall) -> Sequence[News]:
        """Read a report of undeliverable mail (RFC 3464)."""
        return reports.read(call)

    def handshake(self, query: Mapping[str, str], account: Account) -> str | None:
        """Refuse: nobody verifies an address here."""
        del query, account
        return None


def _cannot_tell(attempts: int) -> Steps[Sequence[Finding]]:
    yield from ()
    return [CannotTell("A mail server can't be asked what it took; only a report of undeliverable mail can tell", ever=True)] * attempts
