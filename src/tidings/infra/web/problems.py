"""The one shape of every error answer: problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE = "application/problem+json"

_WHEN = {
    400: "The request can't be read.",
    401: "No key, or one that does not work.",
    403: "The key lacks the scope.",
    404: "There is no such thing.",
    409: "The present state of things does not allow it.",
    413: "The request is too large.",
    422: "The input is wrong; each fault is listed.",
    429: "It was asked for too often; `Retry-After` says in how many seconds it is possible again.",
    503: "It can't be done now; try again.",
}


class FieldProblem(BaseModel):
    """One fault of the input."""

    model_config = ConfigDict(frozen=True)

    field: str = Field(description="Where, as a dotted path; positions in lists count from 0.", examples=["phone_numbers.3"])
    source: str = Field(description="Which part of the request.", examples=["body"])
    code: str = Field(description="A stable word for machines.", examples=["missing"])
    message: str = Field(description="What is wrong.", examples=["This field is needed."])


class Problem(BaseModel):
    """What went wrong and what to do about it."""

    model_config = ConfigDict(frozen=True)

    type: str = Field(description="The kind of problem, described on the page /docs.", examples=["/docs#conflict"])
    title: str = Field(description="The kind in words.", examples=["Conflict"])
    status: int = Field(description="The HTTP status.", examples=[409])
    code: str = Field(description="A stable word for machines.", examples=["campaign_not_draft"])
    detail: str = Field(description="What went wrong, in a sentence.", examples=["Only a draft can be edited."])
    fix: str | None = Field(default=None, description="What to do.", examples=["Copy the campaign and edit the copy."])
    field: str | None = Field(default=None, description="The input at fault, if one is.", examples=["name"])
    errors: list[FieldProblem] | None = Field(default=None, description="Every fault of the input, if it was checked.")
    request_id: str | None = Field(default=None, description="The name of this request in the logs.", examples=["0f8e6c1d9b3a4f57"])


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Declare these error statuses for OpenAPI; the application writes them as problem+json."""
    return {status: {"model": Problem, "description": _WHEN.get(status, HTTPStatus(status).phrase)} for status in statuses}
