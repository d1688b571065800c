"""Notices over HTTP."""

from tidings.notices.http.kinds import KindShown
from tidings.notices.http.kinds import router as kinds
from tidings.notices.http.models import ChannelShown, NoticeAskedShown, NoticeShown, NoticeWhole
from tidings.notices.http.orders import router as orders
from tidings.notices.http.routes import router

__all__ = ["ChannelShown", "KindShown", "NoticeAskedShown", "NoticeShown", "NoticeWhole", "kinds", "orders", "router"]
