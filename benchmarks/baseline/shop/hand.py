"""What is told what to do by lines of JSON: `launch` puts a task for each recipient on the queue, `upsert` imports a file in batches."""

import csv
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import phonenumbers
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from shop.models import Recipient, Session
from shop.sending import send

BATCH = 1000


def launch() -> int:
    """Put a task for everybody on the queue and return how many these are."""
    with Session() as session:
        ids = session.scalars(select(Recipient.id).where(Recipient.status == "pending").order_by(Recipient.id)).all()
    for recipient_id in ids:
        send.delay(recipient_id)
    return len(ids)


def upsert(file: str) -> int:
    """Import a CSV file, each phone checked and written as E.164, in batches of a thousand, and return how many rows it held."""
    count = 0
    with Path(file).open(encoding="utf-8", newline="") as opened, Session() as session:
        for rows in _batches(csv.DictReader(opened)):
            statement = insert(Recipient).values(rows)
            changed = {"first_name": statement.excluded.first_name, "course": statement.excluded.course}
            session.execute(statement.on_conflict_do_update(index_elements=[Recipient.phone], set_=changed))
            session.commit()
            count += len(rows)
    return count


def _batches(reader: "csv.DictReader[str]") -> Iterator[list[dict[str, Any]]]:
    rows = (_row(each) for each in reader)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _row(cells: dict[str, str]) -> dict[str, Any]:
    parsed = phonenumbers.parse(cells["phone"], "FR")
    if not phonenumbers.is_valid_number(parsed):
        message = "a number that is none"
        raise ValueError(message)
    phone = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return {"phone": phone, "first_name": cells["first_name"], "course": cells["attributes.course"], "status": "pending"}


def _say(**answer: Any) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _say(ready=True)
    for line in sys.stdin:
        told = json.loads(line)
        _say(count=launch() if told["what"] == "launch" else upsert(told["file"]))
