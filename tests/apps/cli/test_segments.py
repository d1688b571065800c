"""Conditions tried, kept and counted from a terminal."""

from apps.cli.conftest import Terminal

PEOPLE = "first_name,phone,tags,city\nAna,+33612000001,vip,Paris\nBo,+33612000002,,Paris\nCy,+33612000003,vip,Lyon\n"


def bring(tidings: Terminal) -> None:
    file = tidings.folder / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    columns = ("phone=phone", "first_name=first_name", "tags=tags", "city=attributes.city")
    assert tidings("contacts", "import", "people.csv", *(word for each in columns for word in ("--map", each))).code == 0


def test_conditions_are_tried_with_reasons_and_kept_by_name(tidings: Terminal) -> None:
    bring(tidings)
    tried = tidings("segments", "check", 'tag has "vip" and attribute city in ("Paris", "Pau") and not tag has "vpi"')
    assert (tried.code, tried.err) == (0, 'Nobody has the tag "vpi".\n')
    assert "1 person is in it now." in tried.out
    assert 'no   tag has "vpi"' in tried.out
    made = tidings("segments", "create", "VIPs", 'tag has "vip"', "--watch", "--json").json()
    assert (made["kind"], made["text"], made["watched"]) == ("rule", 'tag has "vip"', True)
    tidings("segments", "create", "Away", 'in segment "vips" and not attribute city is "Paris"')
    assert tidings("segments", "count", "away", "--json").json() == {"size": 1, "warnings": []}
    assert [each["first_name"] for each in tidings("segments", "members", "AWAY", "--json").json()["items"]] == ["Cy"]
    assert "2 people are in it now." in tidings("segments", "refresh", "vips").out
    assert tidings("segments", "refresh", "vips").out == "0 entered, 0 left.\n"
    assert 'in segment "VIPs" and not attribute city is "Paris"' in tidings("segments", "show", "Away").out
    assert [each["name"] for each in tidings("segments", "list", "--json").json()["items"]] == ["VIPs", "Away"]


def test_a_mistake_is_pointed_at_and_ends_with_a_code(tidings: Terminal) -> None:
    wrong = tidings("segments", "check", 'tag has "vip" adn opened')
    assert wrong.code != 0
    assert "At character 15" in wrong.err
    assert '"and", "or"' in wrong.err
    assert tidings("segments", "count", "nobody knows").code == 1
