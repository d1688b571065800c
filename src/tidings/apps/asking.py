"""Asking a provider whether it knows an account, for the doctor and the web app."""

from functools import partial

from tidings.apps.providers import ADAPTERS
from tidings.channels.types import Inquirer
from tidings.infra.exchange import Exchange, NeverConnectedError, NoAnswerError
from tidings.ports.adapter import Account, Health


def inquirer(exchange: Exchange) -> Inquirer:
    """Return what asks the providers in use."""
    return Inquirer(partial(ask, exchange))


async def ask(exchange: Exchange, provider: str, account: Account) -> Health:
    """Ask a provider whether it knows an account; one that can't be reached or does not answer is a finding too."""
    try:
        return await exchange.converse(ADAPTERS[provider].check(account))
    except NeverConnectedError as error:
        return Health(ok=False, detail=f"{account.api_base} can't be reached ({error})")
    except NoAnswerError as error:
        return Health(ok=False, detail=f"{account.api_base} does not answer ({error})")
