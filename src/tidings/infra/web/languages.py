"""Which languages a reader wants, as browsers say it."""

from typing import Annotated

from fastapi import Header

Languages = Annotated[
    str | None, Header(alias="Accept-Language", max_length=200, description="Of the sentences; else the organisation's.", examples=["fr"])
]
"""The header as it came; `accounts.service.language_for` says which of ours it means."""
