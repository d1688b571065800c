"""One table: who is to get what, and what became of it."""

import os
from datetime import datetime

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

ENGINE = create_engine(os.environ["SHOP_DATABASE_URL"], pool_size=5, max_overflow=10)
Session = sessionmaker(ENGINE)


class Base(DeclarativeBase):
    """The tables."""


class Recipient(Base):
    """A person and the message to them."""

    __tablename__ = "recipients"

    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(unique=True)
    first_name: Mapped[str | None]
    course: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="pending", index=True)
    sid: Mapped[str | None] = mapped_column(index=True)
    updated_at: Mapped[datetime | None]


if __name__ == "__main__":
    Base.metadata.create_all(ENGINE)
