"""Channels' door: connections, senders, portfolios, the environment, and the store of callbacks."""

from tidings.channels.service.calls import bury_calls, done_calls, letter, letters, replay_letters, take_calls
from tidings.channels.service.circuits import end_hold, hold_connection, hold_sender
from tidings.channels.service.connections import (
    add_connection,
    app_confirms,
    change_connection,
    check_connection,
    connection,
    connection_of_webhook,
    connections,
    open_account,
    open_connection,
    record_check,
    refuse_real_providers,
    remove_connection,
    stop_connection,
)
from tidings.channels.service.environment import sync_environment
from tidings.channels.service.forgetting import forget_letters
from tidings.channels.service.health import figures, status
from tidings.channels.service.intake import Intake
from tidings.channels.service.prices import PriceBook, category_of, listed_prices, price_book, set_prices
from tidings.channels.service.senders import (
    add_sender,
    ensure_portfolio,
    open_sender,
    portfolio,
    portfolios,
    sender,
    sender_batch,
    senders,
    set_portfolio_limit,
    set_sender_limits,
    stop_sender,
)

__all__ = [
    "Intake",
    "PriceBook",
    "add_connection",
    "add_sender",
    "app_confirms",
    "bury_calls",
    "category_of",
    "change_connection",
    "check_connection",
    "connection",
    "connection_of_webhook",
    "connections",
    "done_calls",
    "end_hold",
    "ensure_portfolio",
    "figures",
    "forget_letters",
    "hold_connection",
    "hold_sender",
    "letter",
    "letters",
    "listed_prices",
    "open_account",
    "open_connection",
    "open_sender",
    "portfolio",
    "portfolios",
    "price_book",
    "record_check",
    "refuse_real_providers",
    "remove_connection",
    "replay_letters",
    "sender",
    "sender_batch",
    "senders",
    "set_portfolio_limit",
    "set_prices",
    "set_sender_limits",
    "status",
    "stop_connection",
    "stop_sender",
    "sync_environment",
    "take_calls",
]
