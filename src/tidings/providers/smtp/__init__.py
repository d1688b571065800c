"""Email by SMTP: any mail server or relay that takes messages in (RFC 5321)."""

from tidings.providers.smtp.adapter import Smtp

__all__ = ["Smtp"]
