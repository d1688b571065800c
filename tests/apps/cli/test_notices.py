"""`tidings notices` on a terminal: a kind, a notice, why it went as it did."""

from apps.cli.conftest import Terminal

PHONE = "06 12 34 56 78"
SMS = ("--template", "sms=welcome_sms", "--marketing")


def test_a_notice_is_sent_shown_and_listed(tidings: Terminal) -> None:
    assert "sms welcome_sms" in tidings("notices", "kinds", "set", "ready", *SMS, "--wait", "sms=600", "--name", "Ready").out
    assert [each["key"] for each in tidings("notices", "kinds", "list", "--json").json()["items"]] == ["ready"]
    sent = tidings("notices", "send", "ready", PHONE, "--key", "t1", "--data", '{"device": "Pixel"}', "--about", "ticket:118", "--json").json()
    assert sent["state"] == "refused"  # nobody agreed to anything
    shown = tidings("notices", "show", sent["id"]).out
    assert "Pixel" in shown
    assert "sms" in shown
    again = ("notices", "send", "ready", PHONE, "--key", "t1", "--data", '{"device": "Pixel"}')
    assert "there already" in tidings(*again, "--about", "ticket:118").out
    refused = tidings(*again, "--about", "ticket:119")
    assert (refused.code, "subject_id" in refused.err) == (1, True)
    (listed,) = tidings("notices", "list", "--about", "ticket:118", "--json").json()["items"]
    assert listed["id"] == sent["id"]
    assert "refused" in tidings("notices", "preview", "ready", listed["contact_id"], "--data", '{"device": "Pixel"}').out
    assert tidings("notices", "kinds", "archive", "ready").code == 0
    assert "no kinds yet" in tidings("notices", "kinds", "list").out


def test_what_can_not_be_read_is_refused_with_what_to_write(tidings: Terminal) -> None:
    assert "CHANNEL=VALUE" in tidings("notices", "kinds", "set", "ready", "--template", "pigeon=x").err
    assert tidings("notices", "kinds", "set", "ready", *SMS, "--wait", "sms=soon").code == 2
    assert tidings("notices", "send", "ready", PHONE, "--key", "t1", "--data", "[1]").code == 2
    assert tidings("notices", "send", "ready", PHONE, "--key", "t1", "--data", "@nowhere.json").code == 2
    refused = tidings("notices", "send", "ready", PHONE, "--key", "t1")
    assert refused.code == 1
    assert "no kind of notice" in refused.err
