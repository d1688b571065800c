"""The providers in use: the one list to add to when an adapter is written."""

from tidings.ports.adapter import Adapter
from tidings.providers.meta import MetaWhatsApp
from tidings.providers.twilio import Twilio

ADAPTERS: dict[str, Adapter] = {adapter.traits.provider: adapter for adapter in (Twilio(), MetaWhatsApp())}
"""Every adapter by its provider's name."""
