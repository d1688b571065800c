"""Campaigns share what a portfolio lets through: priority first, nobody starves, nothing is wasted."""

from hypothesis import given
from hypothesis import strategies as st

from tidings.campaigns.rules.share import Bid, share

CLAIMS = st.lists(st.tuples(st.integers(1, 10), st.integers(0, 3000), st.integers(0, 3000)), max_size=10).map(
    lambda rows: [Bid(n, priority, wants, had) for n, (priority, wants, had) in enumerate(rows)]
)


def test_without_a_limit_everybody_gets_what_it_wants() -> None:
    assert share(None, [Bid("a", 1, 250), Bid("b", 5, 250)]) == {"a": 250, "b": 250}


def test_two_campaigns_at_250_make_500_when_the_tier_allows_500() -> None:
    assert share(500, [Bid("a", 1, 250), Bid("b", 5, 250)]) == {"a": 250, "b": 250}


def test_the_first_keeps_most_and_the_lower_one_a_tenth() -> None:
    assert share(250, [Bid("a", 1, 250), Bid("b", 3, 250)]) == {"a": 225, "b": 25}


def test_equal_priorities_share_equally() -> None:
    assert share(250, [Bid("a", 5, 250), Bid("b", 5, 250)]) == {"a": 125, "b": 125}


def test_what_one_cannot_use_flows_on() -> None:
    assert share(250, [Bid("a", 1, 40), Bid("b", 3, 250)]) == {"a": 40, "b": 210}
    assert share(250, [Bid("a", 1, 250), Bid("b", 3, 5)]) == {"a": 245, "b": 5}


def test_nine_lower_campaigns_together_never_take_more_than_half() -> None:
    shares = share(250, [Bid(n, n, 250) for n in range(1, 11)])
    assert shares[1] == 250 - 9 * 13
    assert {shares[n] for n in range(2, 11)} == {13}


def test_the_guarantee_holds_when_room_comes_one_person_at_a_time() -> None:
    had = {"a": 0, "b": 0}
    for _ in range(250):
        for name, people in share(1, [Bid("a", 1, 250, had["a"]), Bid("b", 3, 250, had["b"])]).items():
            had[name] += people
    assert had == {"a": 225, "b": 25}


def test_equal_campaigns_stay_level_when_room_comes_in_drops() -> None:
    had = {"a": 7, "b": 0}
    for _ in range(93):
        for name, people in share(1, [Bid("a", 5, 250, had["a"]), Bid("b", 5, 250, had["b"])]).items():
            had[name] += people
    assert had == {"a": 50, "b": 50}


@given(st.integers(0, 5000), CLAIMS)
def test_nobody_gets_more_than_it_wants_and_nothing_is_left_over(room: int, bids: list[Bid[int]]) -> None:
    shares = share(room, bids)
    assert all(0 <= shares[bid.name] <= bid.wants for bid in bids)
    assert sum(shares.values()) == min(room, sum(bid.wants for bid in bids))


@given(st.integers(20, 5000), st.lists(st.integers(1, 10), min_size=2, max_size=10))
def test_every_campaign_that_wants_people_gets_at_least_its_guarantee(room: int, priorities: list[int]) -> None:
    shares = share(room, [Bid(n, priority, 10_000) for n, priority in enumerate(priorities)])
    lower = sum(1 for priority in priorities if priority > min(priorities))
    assert min(shares.values()) >= (max(room // max(10, 2 * lower), 1) if lower else room // len(priorities))


@given(st.integers(0, 5000), st.lists(st.integers(1, 10), min_size=2, max_size=10, unique=True))
def test_a_higher_priority_never_gets_less_of_the_same_wish(room: int, priorities: list[int]) -> None:
    shares = share(room, [Bid(priority, priority, 1000) for priority in priorities])
    ordered = [shares[priority] for priority in sorted(priorities)]
    assert ordered == sorted(ordered, reverse=True)
