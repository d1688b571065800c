"""The ways into the waitlist: what staff and programs do, and the public pages."""

from tidings.waitlist.http.board import router as board
from tidings.waitlist.http.models import BookingShown, EntryShown, MatchShown, OfferShown, SlotShown
from tidings.waitlist.http.offered import ServiceShown, StaffShown
from tidings.waitlist.http.pages import router as pages
from tidings.waitlist.http.people import router as people
from tidings.waitlist.http.places import router as places
from tidings.waitlist.http.wholes import FiguresShown

__all__ = [
    "BookingShown",
    "EntryShown",
    "FiguresShown",
    "MatchShown",
    "OfferShown",
    "ServiceShown",
    "SlotShown",
    "StaffShown",
    "board",
    "pages",
    "people",
    "places",
]
