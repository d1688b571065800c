"""An operator lets people in, and out again."""

import re

import psycopg
import pytest

from apps.cli.conftest import Terminal
from tidings.accounts.rules import hash_of

EMAIL = "desk@example.com"
LINK = re.compile(r"http://[^/]+/app/(choose-password|sign-in-link)#[\w-]{43}")


@pytest.fixture
def invited(tidings: Terminal) -> Terminal:
    said = tidings("users", "invite", EMAIL, "--name", "Marketing desk", "--role", "marketer")
    assert LINK.fullmatch(said.out.strip())
    assert "give it to nobody else" in said.err
    return tidings


def test_somebody_is_invited_listed_and_given_links(invited: Terminal) -> None:
    row = invited("users", "list", "--json").json()["items"][0]
    assert (row["email"], row["name"], row["role"], row["has_totp"]) == (EMAIL, "Marketing desk", "marketer", False)
    assert EMAIL in invited("users", "list").out
    found = LINK.fullmatch(invited("users", "link", EMAIL, "--sign-in", "--json").json()["link"])
    assert found
    assert found[1] == "sign-in-link"


def test_who_is_added_to_a_second_organisation_is_said_to_have_an_account_and_the_operators_links_stay(invited: Terminal) -> None:
    earlier = invited("users", "link", EMAIL, "--sign-in", "--json").json()["link"]
    assert "exists already" not in invited("users", "invite", EMAIL, "--role", "analyst").err
    invited("organisations", "create", "Second House", "--slug", "second")
    said = invited("users", "invite", EMAIL, "--role", "owner", "--organisation", "second")
    assert LINK.fullmatch(said.out.strip())
    assert "This account exists already, without a password." in said.err
    with psycopg.connect(invited.environment["DATABASE_URL"]) as connection:
        kept = {secret for (secret,) in connection.execute("SELECT secret_hash FROM user_links").fetchall()}
        assert {hash_of(link.strip().partition("#")[2]) for link in (earlier, said.out)} <= kept
        connection.execute("UPDATE users SET password_hash = 'chosen'")
    invited("organisations", "create", "Third House", "--slug", "third")
    third = invited("users", "invite", EMAIL, "--organisation", "third", "--json")
    assert LINK.fullmatch(third.json()["link"])
    assert "signs in with a password, without codes" in third.err


def test_sessions_and_codes_are_ended_for_members_only(invited: Terminal) -> None:
    assert invited("users", "sign-out", EMAIL, "--json").json() == {"ended": 0}
    assert invited("users", "forget-codes", EMAIL, "--json").json()["has_totp"] is False
    for words in (("sign-out", "nobody@example.com"), ("link", "nobody@example.com")):
        refused = invited("users", *words)
        assert refused.code == 1
        assert "no" in refused.err
