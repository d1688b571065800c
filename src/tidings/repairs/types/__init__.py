"""The words of repairs."""

from tidings.repairs.types.pages import Box, NewNumber, PageKind, PersonPage, SentPerson, TicketPage
from tidings.repairs.types.shops import Budget, Day, Figures, Furnished, Hours, Shop, TextReport
from tidings.repairs.types.telling import Foretold, Telling, Told
from tidings.repairs.types.tickets import (
    SUBJECT,
    Bringer,
    Device,
    Entry,
    Intake,
    Opened,
    OpenedPhoto,
    Owner,
    Photo,
    Price,
    Search,
    Status,
    Ticket,
    What,
)

__all__ = [
    "SUBJECT",
    "Box",
    "Bringer",
    "Budget",
    "Day",
    "Device",
    "Entry",
    "Figures",
    "Foretold",
    "Furnished",
    "Hours",
    "Intake",
    "NewNumber",
    "Opened",
    "OpenedPhoto",
    "Owner",
    "PageKind",
    "PersonPage",
    "Photo",
    "Price",
    "Search",
    "SentPerson",
    "Shop",
    "Status",
    "Telling",
    "TextReport",
    "Ticket",
    "TicketPage",
    "Told",
    "What",
]
