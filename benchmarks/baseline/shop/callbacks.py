"""FastAPI: one UPDATE for each status callback, committed before the answer."""

import os
import sys
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
from sqlalchemy import update
from twilio.request_validator import RequestValidator

from shop.models import Recipient, Session

app = FastAPI()
validator = RequestValidator(os.environ["SHOP_TOKEN"])


async def genuine(request: Request) -> dict[str, str]:
    """Return the form of a callback that Twilio has signed."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    if not validator.validate(str(request.url), form, request.headers.get("x-twilio-signature", "")):
        raise HTTPException(403)
    return form


@app.post("/status")
def status(form: Annotated[dict[str, str], Depends(genuine)]) -> dict[str, bool]:
    """Write the status of one message; a plain function, so that the driver waits in a thread."""
    changed = {"status": form["MessageStatus"], "updated_at": datetime.now(UTC).replace(tzinfo=None)}
    with Session() as session:
        session.execute(update(Recipient).where(Recipient.sid == form["MessageSid"]).values(changed))
        session.commit()
    return {"ok": True}


def main() -> None:
    """Serve on the port of the first argument."""
    Server("shop.callbacks:app", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.ASGI, log_level=LogLevels.warning).serve()


if __name__ == "__main__":
    main()
