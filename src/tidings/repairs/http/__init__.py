"""Repairs over HTTP, and the pages of their links."""

from tidings.repairs.http.pages import router as pages
from tidings.repairs.http.photos import router as photos
from tidings.repairs.http.photos import uploads
from tidings.repairs.http.shop import router as shop
from tidings.repairs.http.shown import FurnishedShown, ShopFiguresShown, TicketShown, TicketStatusesShown, TicketWhole, ToldShown
from tidings.repairs.http.tickets import router

__all__ = [
    "FurnishedShown",
    "ShopFiguresShown",
    "TicketShown",
    "TicketStatusesShown",
    "TicketWhole",
    "ToldShown",
    "pages",
    "photos",
    "router",
    "shop",
    "uploads",
]
