"""The providers in use: the one list to add to when an adapter is written."""

from tidings.ports.adapter import Adapter, Fetcher
from tidings.providers.fcm import Fcm
from tidings.providers.meta import MetaWhatsApp
from tidings.providers.smtp import Smtp
from tidings.providers.twilio import Twilio

ADAPTERS: dict[str, Adapter] = {adapter.traits.provider: adapter for adapter in (Twilio(), MetaWhatsApp(), Smtp(), Fcm())}
"""Every adapter by its provider's name."""

FETCHERS: dict[str, Fetcher] = {"twilio": Twilio(), "meta_whatsapp": MetaWhatsApp()}
"""Those whose people send files, by the provider's name."""
