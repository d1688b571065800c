"""The connection test: whether the credentials are right and the account is well."""

from tidings.ports.adapter import Account, Health, Response, Steps
from tidings.providers.answers import Table, read_json, redact, text
from tidings.providers.twilio.sending import ERRORS, request

_OK = 200


def check(account: Account) -> Steps[Health]:
    """Read the account: right credentials, active, trial or full."""
    response = yield request(account, "GET", ".json")
    answer = read_json(response.body) or {}
    if response.status != _OK or text(answer, "sid") != account.values["account_sid"]:
        return Health(ok=False, detail=complaint(response, answer, account))
    status, trial = text(answer, "status"), text(answer, "type") == "Trial"
    kind = "a trial account: it sends to verified numbers only" if trial else "a full account"
    return Health(ok=status == "active", detail=f"The account is {status or 'in an unknown state'}; {kind}.", sandboxed=trial)


def complaint(response: Response, answer: Table, account: Account) -> str:
    """Say what Twilio answered instead of what was asked for, without anything secret."""
    code = text(answer, "code")
    return (
        ERRORS.explain(code, redact(text(answer, "message"), account)) if code else f"Twilio answered HTTP {response.status} without a usable body."
    )
