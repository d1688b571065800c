"""The API of channels: connections and senders, and what messages cost."""

from tidings.channels.http import testing
from tidings.channels.http.connections import router
from tidings.channels.http.prices import PricesShown
from tidings.channels.http.prices import router as prices

__all__ = ["PricesShown", "prices", "router", "testing"]
