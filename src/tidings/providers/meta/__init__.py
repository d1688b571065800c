"""Meta: the WhatsApp Cloud API."""

from tidings.providers.meta.adapter import MetaWhatsApp

__all__ = ["MetaWhatsApp"]
