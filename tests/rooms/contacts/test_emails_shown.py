"""An email is what it shows: nothing in it is invisible or turns the letters round, in contacts as among members."""

import pytest

from tidings.accounts.rules import clean_email
from tidings.contacts.rules import fields
from tidings.kernel.errors import Invalid


@pytest.mark.parametrize("control", ["\u202e", "\u2066", "\u200f", "\u200b", "\x07"])
def test_an_email_that_shows_as_another_is_refused(control: str) -> None:
    for read in (clean_email, fields.email):
        assert read("ana.gnp@example.org") == "ana.gnp@example.org"
        with pytest.raises(Invalid):
            read(f"ana{control}gnp@example.org")
