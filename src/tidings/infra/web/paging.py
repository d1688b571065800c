"""Lists page by page: `?limit=` and `?cursor=` in, `items` and `next_cursor` out."""

from typing import Annotated, Generic, Self, TypeVar

from fastapi import Depends, Query
from pydantic import Field

from tidings.infra.web.models import Output
from tidings.kernel.paging import MOST_COUNTED, MOST_ROWS

Item = TypeVar("Item", bound=Output)
_USUAL_ROWS = 50


class Paging:
    """Which page is asked for."""

    def __init__(
        self,
        limit: Annotated[int, Query(ge=1, le=MOST_ROWS, description="How many rows at most.")] = _USUAL_ROWS,
        cursor: Annotated[str | None, Query(max_length=1000, description="`next_cursor` of the page before.")] = None,
    ) -> None:
        self.limit = limit
        self.cursor = cursor


PageQuery = Annotated[Paging, Depends()]


class Count(Output):
    """How many there are, as far as they are counted."""

    count: int = Field(examples=[642])
    more: bool = Field(description="There are more than that, and they are not counted.")

    @classmethod
    def of(cls, counted: int) -> Self:
        """Show a count that went one beyond `MOST_COUNTED` if there are more."""
        return cls(count=min(counted, MOST_COUNTED), more=counted > MOST_COUNTED)


class Rows(Output, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next_cursor: str | None = Field(default=None, description="Where the next page starts; null on the last page.")
