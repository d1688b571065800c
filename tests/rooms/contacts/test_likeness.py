"""Who can be one person, when only an address is shared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.contacts.rules.likeness import alike
from tidings.contacts.types import Name

NAMES = st.builds(Name, st.none() | st.text(max_size=12), st.none() | st.text(max_size=12))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Name("Anne", "Dupont"), Name("anne", "DUPONT")),
        (Name("Hélène", "Dupont"), Name("Helene", None)),
        (Name("Anne", "Dupont"), Name("Anne", "Durand")),  # married
        (Name("Anne", "Dupont"), Name(None, "Dupont Anne")),
        (Name("J.", "Martin"), Name("Jean", "Martin")),
        (Name("Jean-Noël", "Martin"), Name("Jean", "Martin")),
        (Name(None, "Dupont"), Name("Anne", "Dupont")),
        (Name(None, None), Name("Anne", "Dupont")),
        (Name("...", None), Name("Anne", "Dupont")),
    ],
)
def test_names_that_can_be_of_one_person(one: Name, other: Name) -> None:
    assert alike(one, other, other_email=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Name("Anne", "Dupont"), Name("Léo", "Dupont")),
        (Name("Jean-Paul", "Martin"), Name("Jean-Noël", "Martin")),
        (Name(None, "Anne Dupont"), Name(None, "Léo Dupont")),
        (Name("ليلى", None), Name("مريم", None)),
        (Name("J. A.", None), Name("Jean Jacques", None)),
    ],
)
def test_names_that_are_of_two_people(one: Name, other: Name) -> None:
    assert not alike(one, other, other_email=False)


def test_another_email_is_of_the_same_person_only_if_the_whole_name_is() -> None:
    assert alike(Name("Anne", "Dupont"), Name("Anne", "Dupont"), other_email=True)
    assert not alike(Name("Anne", "Dupont"), Name("Anne", "Durand"), other_email=True)
    assert not alike(Name(None, None), Name("Anne", "Dupont"), other_email=True)
    assert not alike(Name(None, None), Name(None, None), other_email=True)


@given(NAMES, NAMES, st.booleans())
def test_the_answer_does_not_hang_on_who_came_first(one: Name, other: Name, other_email: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    assert alike(one, other, other_email=other_email) == alike(other, one, other_email=other_email)
