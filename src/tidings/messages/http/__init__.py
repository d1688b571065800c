"""Messages over HTTP: the unconfirmed ones, what a person decides about them, and the trace of each."""

from tidings.messages.http.answers import SettledAllShown, SettledShown, TraceShown, UnconfirmedShown
from tidings.messages.http.routes import router

__all__ = ["SettledAllShown", "SettledShown", "TraceShown", "UnconfirmedShown", "router"]
