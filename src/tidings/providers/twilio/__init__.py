"""Twilio: SMS and WhatsApp through one resource, Messages; WhatsApp addresses carry a prefix."""

from tidings.providers.twilio.adapter import Twilio

__all__ = ["Twilio"]
