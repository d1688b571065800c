"""Ids carry their time of birth, never repeat, and of one batch grow."""

from datetime import UTC, datetime
from itertools import islice
from uuid import RFC_4122

from tidings.kernel.ids import born_at, first_id_of, ids_of, new_id

AT = datetime(2026, 10, 5, 7, 0, 0, 123_000, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_seven_born_when_it_says() -> None:
    for identifier in (new_id(AT), next(ids_of(AT))):
        assert (identifier.version, identifier.variant, born_at(identifier)) == (7, RFC_4122, AT)
        assert identifier > first_id_of(AT)


def test_ids_of_a_batch_grow_and_keep_their_millisecond() -> None:
    minted = list(islice(ids_of(AT), 10_000))
    assert minted == sorted(set(minted))
    assert {(each.version, each.variant, born_at(each)) for each in minted} == {(7, RFC_4122, AT)}


def test_batches_of_one_millisecond_do_not_meet() -> None:
    assert not set(islice(ids_of(AT), 10_000)) & set(islice(ids_of(AT), 10_000))
