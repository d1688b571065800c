"""What a reply brings beside its text, over HTTP."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from tidings.inbox import service
from tidings.inbox.types import Bringing, Menu, Row, SentFile
from tidings.infra import web
from tidings.ports.receipt import AttachmentKind, Place

_MOST = 20
"""Of choices, before they are counted by what the channel carries."""


class InboxRowSent(web.Input):
    """A row of a list."""

    title: web.Line = Field(description="Up to 24 characters: what comes back as the answer.", examples=["Mardi 9 h"])
    description: Annotated[str, Field(max_length=200)] = Field(default="", description="Up to 72 characters below it.", examples=["Avec Paul"])


class InboxMenuSent(web.Input):
    """A list that a button opens: up to ten rows."""

    button: web.Line = Field(description="Up to 20 characters: what opens it.", examples=["Voir les heures"])
    rows: Annotated[list[InboxRowSent], Field(min_length=1, max_length=_MOST)]

    def menu(self) -> Menu:
        """Return the list."""
        return Menu(self.button, [Row(each.title, each.description) for each in self.rows])


class InboxPlaceSent(web.Input):
    """A place on the map."""

    latitude: Annotated[float, Field(ge=-90, le=90, strict=True)] = Field(description="Degrees, north above nought.", examples=[48.8566])
    longitude: Annotated[float, Field(ge=-180, le=180, strict=True)] = Field(description="Degrees, east above nought.", examples=[2.3522])
    name: Annotated[str, Field(max_length=200)] = Field(default="", examples=["Atelier"])
    address: Annotated[str, Field(max_length=200)] = Field(default="", examples=["1 rue de la Paix, Paris"])

    def place(self) -> Place:
        """Return the place."""
        return Place(self.latitude, self.longitude, self.name.strip(), self.address.strip())


class InboxPlaceShown(web.Output):
    """Where somebody or something is."""

    latitude: float = Field(description="Degrees, north above nought.", examples=[48.8566])
    longitude: float = Field(description="Degrees, east above nought.", examples=[2.3522])
    name: str = Field(examples=["Atelier"])
    address: str = Field(examples=["1 rue de la Paix, Paris"])


class InboxSentFileShown(web.Output):
    """A file of an agent; read it at /inbox/files/{id}."""

    id: UUID
    kind: AttachmentKind
    content_type: str = Field(description="What its bytes say.", examples=["application/pdf"])
    name: str = Field(examples=["devis.pdf"])
    size: int = Field(description="Bytes.", examples=[48213])
    shown: bool = Field(description="Whether a page may show it as it is; any other is only downloaded.")
    sent: bool = Field(description="Whether a reply took it; what no reply takes in a day is deleted.")

    @classmethod
    def of(cls, file: SentFile) -> Self:
        """Show a file."""
        return cls(
            id=file.id,
            kind=file.kind,
            content_type=file.content_type,
            name=file.name,
            size=file.size,
            shown=service.may_be_shown(file),
            sent=file.reply_id is not None,
        )


class InboxRowShown(web.Output):
    """A row of a list that was sent."""

    title: str = Field(examples=["Mardi 9 h"])
    description: str = Field(examples=["Avec Paul"])


class InboxMenuShown(web.Output):
    """A list that was sent."""

    button: str = Field(examples=["Voir les heures"])
    rows: list[InboxRowShown]


class InboxBringsShown(web.Output):
    """What a reply brought beside its text."""

    buttons: list[str] = Field(examples=[["Oui", "Non"]])
    menu: InboxMenuShown | None
    place: InboxPlaceShown | None
    file: InboxSentFileShown | None = Field(description="Null also where it is not kept any more.")

    @classmethod
    def of(cls, brings: Bringing) -> Self | None:
        """Show what a reply brought; None if nothing."""
        if not brings.buttons and brings.menu is None and brings.place is None and brings.file is None:
            return None
        menu = brings.menu
        return cls(
            buttons=[*brings.buttons],
            menu=InboxMenuShown(button=menu.button, rows=[InboxRowShown(title=each.title, description=each.description) for each in menu.rows])
            if menu
            else None,
            place=InboxPlaceShown.model_validate(brings.place) if brings.place else None,
            file=InboxSentFileShown.of(brings.file) if brings.file else None,
        )
