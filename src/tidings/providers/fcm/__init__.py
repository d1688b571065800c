"""Push by Firebase Cloud Messaging: notifications in the organisation's own app (HTTP v1)."""

from tidings.providers.fcm.adapter import Fcm

__all__ = ["Fcm"]
