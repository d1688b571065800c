"""Celery: one task a message, by Twilio's SDK, written back by SQLAlchemy."""

import os
from datetime import UTC, datetime
from typing import Any

from celery import Celery
from celery.signals import worker_process_init
from sqlalchemy import select
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from shop.models import ENGINE, Recipient, Session

app = Celery("shop", broker=os.environ["SHOP_BROKER"])
app.conf.task_ignore_result = True
app.conf.broker_connection_retry_on_startup = True


class Elsewhere(TwilioHttpClient):
    """The SDK's own client, pooled, with requests sent to the stand-in."""

    def request(self, method: str, url: str, *words: Any, **more: Any) -> Any:
        """Send a request as the SDK does."""
        return super().request(method, url.replace("https://api.twilio.com", os.environ["SHOP_PROVIDER"]), *words, **more)


# The SDK loads its resources when one is first named: here, once, and not in each process with its first message.
messages = Client(os.environ["SHOP_ACCOUNT"], os.environ["SHOP_TOKEN"], http_client=Elsewhere(timeout=20)).messages


@worker_process_init.connect
def begin(**_: Any) -> None:
    """Leave the parent's connections to it, and open one of our own before the first message comes."""
    ENGINE.dispose(close=False)
    with Session() as session:
        session.scalar(select(Recipient.id).limit(1))


@app.task
def send(recipient_id: int) -> None:
    """Send one message and write down its id."""
    with Session() as session:
        person = session.get_one(Recipient, recipient_id)
        sent = messages.create(
            to=person.phone,
            from_=os.environ["SHOP_SENDER"],
            body=f"Bonjour {person.first_name}, your {person.course} course begins on Monday at 18:00. Reply STOP to opt out.",
            status_callback=os.environ["SHOP_CALLBACK"],
        )
        person.status, person.sid, person.updated_at = "sent", sent.sid, datetime.now(UTC).replace(tzinfo=None)
        session.commit()
