"""Conditions tried, kept and counted from a terminal."""

from apps.cli.conftest import Terminal

PEOPLE = "first_name,phone,tags,city\nAna,+33612000001,vip,Paris\nBo,+33612000002,,Paris\nCy,+33612000003,vip,Lyon\n"


def bring(tidings: Terminal) -> None:
    file = tidings.folder / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    columns = ("phone=phone", "first_name=first_name", "tags=tags", "city=attributes.city")
    assert tidings("contacts", "import", "people.csv", *(word for each in columns for word in ("--map", each))).code == 0


def test_conditions_are_tried_with_reasons_and_kept_by_name(tidings: Terminal) -> None:
    """The organisation that set-up makes speaks French."""
    bring(tidings)
    tried = tidings("segments", "check", 'tag has "vip" and attribute city in ("Paris", "Pau") and not tag has "vpi"')
    assert (tried.code, tried.err) == (0, "Personne n'a l'étiquette \"vpi\".\n")
    assert "1 personne en fait partie maintenant." in tried.out
    assert 'oui  not tag has "vpi"' in tried.out
    made = tidings("segments", "create", "VIPs", 'tag has "vip"', "--watch", "--json").json()
    assert (made["kind"], made["text"], made["watched"]) == ("rule", 'tag has "vip"', True)
    tidings("segments", "create", "Away", 'in segment "vips" and not attribute city is "Paris"')
    assert tidings("segments", "count", "away", "--json").json() == {"size": 1, "warnings": []}
    assert [each["first_name"] for each in tidings("segments", "members", "AWAY", "--json").json()["items"]] == ["Cy"]
    assert "2 personnes en font partie maintenant. Les entrées" in tidings("segments", "refresh", "vips").out
    assert tidings("segments", "refresh", "vips").out == "Entrées : 0, sorties : 0.\n"
    assert 'in segment "VIPs" and not attribute city is "Paris"' in tidings("segments", "show", "Away").out
    assert [each["name"] for each in tidings("segments", "list", "--json").json()["items"]] == ["VIPs", "Away"]
    assert "est archivé" in tidings("segments", "archive", "away").out
    assert [each["name"] for each in tidings("segments", "list", "--json").json()["items"]] == ["VIPs"]
    assert "de nouveau" in tidings("segments", "archive", "Away", "--undo").out


def test_segments_and_caps_speak_the_language_of_the_organisation(tidings: Terminal) -> None:
    assert tidings("organisations", "create", "School", "--slug", "school", "--locale", "en-GB").code == 0
    in_school = ("--organisation", "school")
    assert "There are no segments." in tidings("segments", "list", *in_school).out
    tried = tidings("segments", "check", 'tag has "vpi" or consent sms marketing of programme "x" is granted', *in_school)
    assert tried.out.endswith("0 people are in it now.\n")
    assert tried.err == 'Nobody has the tag "vpi".\nThere is no programme "x".\n'
    assert tidings("segments", "check", 'tag has "vpi"').out.endswith("0 personne en fait partie maintenant.\n")
    tidings("caps", "set", "3/7d:sms", "5/24h", *in_school)
    assert tidings("caps", "stop", "all", *in_school).out.splitlines() == [
        "At most 3 in 168 h by sms.",
        "At most 5 in 24 h by any channel.",
        "Hours are those of the law: tidings rules list.",
        "A STOP closes all channels.",
    ]
    tidings("caps", "hours", "mon-fri=09:00-18:00", "--holidays")
    assert tidings("caps", "set", "3/7d:sms").out.splitlines() == [
        "Au plus 3 en 168 h par sms.",
        "Partout ailleurs : mon-fri 09:00-18:00, les jours fériés aussi là où la loi le permet.",
        "Un STOP ferme tout son canal.",
    ]


def test_a_mistake_is_pointed_at_and_ends_with_a_code(tidings: Terminal) -> None:
    wrong = tidings("segments", "check", 'tag has "vip" adn opened')
    assert wrong.code != 0
    assert "At character 15" in wrong.err
    assert '"and", "or"' in wrong.err
    assert tidings("segments", "count", "nobody knows").code == 1
