"""What two contacts become, and what is left when they are taken apart again."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tidings.contacts.rules.merging import merged, parted
from tidings.contacts.types import Contact

AT = datetime(2026, 10, 5, 7, tzinfo=UTC)
WORDS = st.none() | st.sampled_from(["a", "b", "ünï", "عمر"])
GUESSES = st.sampled_from([(None, None), ("x", "declared"), ("y", "phone"), ("z", "country")])
ATTRIBUTES = st.dictionaries(st.sampled_from("pqr"), st.sampled_from(["1", 2, True, False, 2.5]))


@st.composite
def contacts(draw: st.DrawFn) -> Contact:
    zone, locale = draw(GUESSES), draw(GUESSES)
    return Contact(
        UUID(int=draw(st.integers(1, 9))), draw(WORDS), draw(WORDS), draw(WORDS), draw(WORDS), *zone, *locale,
        draw(st.sampled_from(["lead", "student", "customer"])), tuple(draw(st.lists(st.sampled_from("tuv"), unique=True))), draw(ATTRIBUTES),
        AT, AT, draw(WORDS), draw(WORDS),
    )  # fmt: skip


@given(contacts(), contacts())
def test_a_merge_that_is_undone_at_once_leaves_the_contact_as_it_was(kept: Contact, gone: Contact) -> None:
    whole, _ = merged(kept, gone)
    left, stays = parted(whole, kept, gone)
    assert left == kept
    assert not stays


@given(contacts(), contacts())
def test_nothing_that_the_kept_one_says_is_lost_and_every_difference_is_told(kept: Contact, gone: Contact) -> None:
    whole, choices = merged(kept, gone)
    for name in ("external_id", "first_name", "last_name", "country", "region", "postcode"):
        mine, theirs = getattr(kept, name), getattr(gone, name)
        assert getattr(whole, name) == (theirs if mine is None else mine)
        assert any(each.name == name for each in choices) == (None not in {mine, theirs} and mine != theirs)
    assert set(whole.tags) == {*kept.tags, *gone.tags}
    assert kept.attributes.items() <= whole.attributes.items()


@given(contacts(), contacts())
def test_what_was_changed_since_stays_and_is_told(kept: Contact, gone: Contact) -> None:
    whole, _ = merged(replace(kept, first_name=None), replace(gone, first_name="brought"))
    left, stays = parted(replace(whole, first_name="changed"), replace(kept, first_name=None), replace(gone, first_name="brought"))
    assert left.first_name == "changed"
    assert stays == ["first_name"]


def test_a_declared_time_zone_is_kept_before_one_taken_from_a_number() -> None:
    plain = Contact(UUID(int=1), None, None, None, None, "Europe/Paris", "phone", None, None, "lead", (), {}, AT, AT, None, None)
    whole, choices = merged(plain, replace(plain, time_zone="Indian/Reunion", time_zone_source="declared", lifecycle="student"))
    assert (whole.time_zone, whole.time_zone_source, whole.lifecycle) == ("Indian/Reunion", "declared", "student")
    assert [(each.name, each.kept) for each in choices] == [("time_zone", "Indian/Reunion")]
