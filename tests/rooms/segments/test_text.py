"""People write conditions as text and read them so: the same tree comes back, and a mistake is pointed at."""

from uuid import UUID

import pytest
from hypothesis import given, settings

from rooms.segments.trees import trees
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel, Purpose
from tidings.segments.errors import TextInvalid, TooManyConditions, TreeInvalid
from tidings.segments.rules.parsing import parsed
from tidings.segments.rules.reading import read, written
from tidings.segments.rules.writing import text_of
from tidings.segments.types import All, AnyOf, Consent, Did, Engagement, InSegment, NoneOf, Period, Reachable, Tag, Times, Tree

SOME = UUID("01900000-0000-7000-8000-000000000001")


@settings(max_examples=400)
@given(tree=trees([SOME], [SOME], leaves=12))
def test_a_tree_written_and_read_is_the_same_tree_as_text_and_as_json(tree: Tree) -> None:
    assert parsed(text_of(tree)) == tree
    assert read(written(tree)) == tree


def test_the_example_of_the_issue_reads_as_it_says() -> None:
    text = 'tag has "vip" and did "course viewed" at least 3 times in 30 days and not opened email in 60 days'
    viewed = Did("course viewed", times=Times(at_least=3), period=Period(days=30))
    unread = NoneOf((Engagement("opened", "email", period=Period(days=60)),))
    assert parsed(text) == All((Tag("vip"), viewed, unread))
    assert text_of(parsed(text)) == text


def test_consent_and_reach_may_be_of_a_programme() -> None:
    text = 'consent sms marketing of programme "open-days" is withdrawn and reachable by sms for marketing of programme "newsletter"'
    withdrawn = Consent(Channel.SMS, Purpose.MARKETING, "withdrawn", "open-days")
    reached = Reachable(Channel.SMS, Purpose.MARKETING, "newsletter")
    assert parsed(text) == All((withdrawn, reached))
    assert text_of(parsed(text)) == text
    json = {"kind": "consent", "channel": "sms", "purpose": "marketing", "status": "withdrawn", "programme": "open-days"}
    assert read({"version": 1, "where": json}) == withdrawn


def test_and_joins_closer_than_or_and_not_closest() -> None:
    a, b, c = Tag("a"), Tag("b"), Tag("c")
    assert parsed('tag has "a" or not tag has "b" and tag has "c"') == AnyOf((a, All((NoneOf((b,)), c))))
    assert parsed('not (tag has "a" or tag has "b")') == NoneOf((AnyOf((a, b)),))
    assert parsed('DID not "a" IN 3 days') == NoneOf((Did("a", period=Period(days=3)),))


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("", 0, '"tag"'),
        ('tag "vip"', 4, '"has"'),
        ("tag has vip", 8, 'a tag in "quotes"'),
        ('tag has "vip" und tag has "a"', 14, '"and"'),
        ('tag has "vip', 8, 'a text with a closing "'),
        ("tag has \u201cvip\u201d", 8, 'a text in straight double quotes, "like this"'),
        ('did "x" at least 3 days', 19, '"times"'),
        ('did "x" in 0 days', 11, None),
        ('did "x" in thirty days', 11, "a whole number"),
        ('did "x" between 2026-02-01 and 2026-01-01', 16, None),
        ("attribute spent > true", 18, "something else: more takes numbers, or dates written YYYY-MM-DD"),
        ("attribute spent > 1e400", 18, "something else: a number is at most 2^53 from zero"),
        ("attribute spent between 3 and -1e400", 30, "something else: a number is at most 2^53 from zero"),
        ("age between 34 and 25", 12, "something else: nothing is between 34 and 25; write between 25 and 34"),
        ("age > 200", 0, None),
        ("consent sms marketing of newsletter is granted", 22, '"of programme"'),
        ("consent sms marketing of programme newsletter is granted", 35, 'the key of a programme in "quotes"'),
        ('reachable by sms for marketing of programme ""', 10, None),
        ("reachable by pigeon for marketing", 13, '"whatsapp"'),
        ('(tag has "a"', 12, '")"'),
        ('tag has "a")', 11, '"or"'),
        ('tag has "a" \x00', 12, "a word"),
    ],
)
def test_a_mistake_is_pointed_at_with_what_could_stand_there(text: str, place: int, expected: str | None) -> None:
    with pytest.raises(TextInvalid) as told:
        parsed(text)
    assert expected is None or expected in told.value.expected
    if expected is not None:
        assert told.value.place == place
    assert f"character {told.value.place + 1}" in told.value.message


@pytest.mark.parametrize("text", ["(" * 5000, "not " * 5000, "all of (" * 5000])
def test_what_is_nested_without_end_is_refused(text: str) -> None:
    with pytest.raises(TextInvalid):
        parsed(text)


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"version": 1, "where": {"kind": "all", "of": [{"kind": "tag", "name": "a"}, {"kind": "tag"}]}}, "where.of[1]"),
        ({"version": 1, "where": {"kind": "attribute", "name": "spent", "op": "more", "values": ["a lot"]}}, "where"),
        ({"version": 1, "where": {"kind": "did", "event": "x", "times": {"at_least": 0}}}, "where.times.at_least"),
        ({"version": 1, "where": {"kind": "did", "event": "x", "period": {"days": 3, "since": "2026-01-01"}}}, "where.period"),
        ({"version": 1, "where": {"kind": "age", "op": "between", "values": [34, 25]}}, "where"),
        ({"version": 1, "where": {"kind": "attribute", "name": "born", "op": "between", "values": ["2026-02-01", "2026-01-01"]}}, "where"),
        ({"version": 1, "where": {"kind": "tga", "name": "a"}}, "where.kind"),
        ({"version": 1, "where": {"kind": "tag", "nam": "a"}}, "where"),
        ({"version": 2, "where": {"kind": "tag", "name": "a"}}, "version"),
        ({"where": {"kind": "all", "of": []}}, "where.of"),
        ([], "where"),
    ],
)
def test_a_wrong_node_is_named_by_its_path(document: object, field: str) -> None:
    with pytest.raises(Invalid) as told:
        read(document)
    assert told.value.field == field


def test_a_tree_has_bounds() -> None:
    tag = {"kind": "tag", "name": "a"}
    with pytest.raises(TooManyConditions):
        read({"version": 1, "where": {"kind": "any", "of": [tag] * 201}})
    deep: dict[str, object] = {**tag}
    for _ in range(30):
        deep = {"kind": "none", "of": [deep]}
    with pytest.raises(TreeInvalid):
        read({"version": 1, "where": deep})
    for _ in range(5000):
        deep = {"kind": "none", "of": [deep]}
    with pytest.raises(TreeInvalid):
        read({"version": 1, "where": deep})


def test_a_segment_is_named_as_people_name_it() -> None:
    assert text_of(InSegment('Say "hi" \\ now')) == 'in segment "Say \\"hi\\" \\\\ now"'
