"""Answers over HTTP: what an agent sends."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StrictBool

from tidings.inbox.http.bringing import InboxMenuSent, InboxPlaceSent
from tidings.inbox.types import MOST_CHARACTERS, Draft, Reply, Status
from tidings.infra import web
from tidings.kernel.words import Channel


class InboxReplySent(web.Input):
    """An answer: a text, perhaps with buttons, a list or a file; a place; or a template."""

    key: web.Line = Field(description="Of the client's own making: sent again with it, the answer is not sent again.", examples=["draft-7f0c"])
    text: Annotated[str, Field(max_length=MOST_CHARACTERS)] = Field(default="", examples=["Bonjour, nous ouvrons à neuf heures."])
    subject: Annotated[str, Field(max_length=250)] = Field(default="", description="Of an email, or the title of a notification.")
    template: web.Line | None = Field(
        default=None, description="A template of the channel, by its name; one for marketing by WhatsApp only, with their consent."
    )
    values: dict[str, str] = Field(default={}, max_length=50, description="What the template names and the contact lacks.", examples=[{}])
    buttons: list[web.Line] = Field(default=[], max_length=20, description="Below the text, up to three of 20 characters.", examples=[["Oui", "Non"]])
    menu: InboxMenuSent | None = Field(default=None, description="A list below the text.", examples=[None])
    place: InboxPlaceSent | None = Field(default=None, description="Without a text.", examples=[None])
    file_id: UUID | None = Field(default=None, description="A file that was added before; the text stands below it.", examples=[None])
    channel: Channel | None = Field(default=None, description="Left out: the one by which they wrote last, else the first that is open.")
    seen_up_to: UUID | None = Field(default=None, description="As the conversation told it: refused with 409 if another agent answered since.")
    anyway: StrictBool = Field(default=False, description="Send it although somebody answered meanwhile.")
    then: Status = Field(default=Status.PENDING, description="Where the conversation stands afterwards.")

    def draft(self) -> Draft:
        """Return the answer."""
        return Draft(
            key=self.key,
            text=self.text,
            subject=self.subject,
            template=self.template,
            values=self.values,
            channel=self.channel,
            seen=self.seen_up_to,
            then=self.then,
            buttons=self.buttons,
            menu=self.menu.menu() if self.menu else None,
            place=self.place.place() if self.place else None,
            file_id=self.file_id,
        )


class InboxReplyShown(web.Output):
    """An answer that is on its way; the conversation shows what becomes of it."""

    id: UUID
    thread_id: UUID
    channel: Channel
    by: str
    created_at: datetime

    @classmethod
    def of(cls, reply: Reply) -> Self:
        """Show an answer."""
        return cls(id=reply.id, thread_id=reply.thread_id, channel=reply.channel, by=reply.by, created_at=reply.created_at)
