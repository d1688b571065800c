"""A connection never calls into the operator's own network on an organisation's behalf."""

import pytest

from tidings.channels.errors import AddressRefused
from tidings.channels.rules.addresses import checked_operator_base, checked_user_base
from tidings.kernel.network import MAIL

PUBLIC = [
    "https://api.twilio.com",
    "https://api.dublin.ie1.twilio.com/",
    "https://graph.facebook.com:443",
    "https://8.8.8.8",
    "https://[2001:4860:4860::8888]/base",
]
INNER = [
    "https://127.0.0.1",
    "https://localhost",
    "https://LOCALHOST",
    "https://localhost.",
    "https://app.localhost",
    "https://10.0.0.1",
    "https://192.168.1.1:8443",
    "https://172.16.0.1",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1",
    "https://0.0.0.0",
    "https://224.0.0.1",
    "https://2130706433",
    "https://0x7f000001",
    "https://0x7f.1",
    "https://0177.0.0.1",
    "https://127.1",
    "https://127.0.0.1.",
    "https://[::1]",
    "https://[::]",
    "https://[::ffff:127.0.0.1]",
    "https://[::ffff:10.0.0.1]",
    "https://[::127.0.0.1]",
    "https://[64:ff9b::7f00:1]",
    "https://[64:ff9b:1::a00:1]",
    "https://[::ffff:0:7f00:1]",
    "https://[::ffff:0:192.168.1.1]",
    "https://[2002:7f00:1::]",
    "https://[2002:a00:1::1]",
    "https://[fe80::1%25eth0]",
    "https://[fc00::1]",
    "https://[ff02::1]",
    "https://postgres",
    "https://vault.internal",
    "https://printer.local",
    "https://metadata.google.internal.",
]
MALFORMED = [
    "",
    "api.twilio.com",
    "ftp://api.twilio.com",
    "file:///etc/passwd",
    "https://",
    "https://user:secret@api.twilio.com",
    "https://api.twilio.com@127.0.0.1",
    "https://127.0.0.1#@api.twilio.com",
    "https://127.0.0.1?@api.twilio.com",
    "https://api.twilio.com\\@127.0.0.1",
    "https://api.twilio.com?",
    "https://api.twilio.com#",
    "https://api.twilio.com\n",
    "https://api. twilio.com",
    "https://api.twilio.com:99999",
    "https://api.twilio.com:http",
    "https://api.twilio.com:0",
    "https://%6cocalhost",
    "https://127.0.0.1\\x.example.com",
    "https:/127.0.0.1",
    "https:127.0.0.1",
    "https://①②⑦.0.0.1",
    "https://[::1",
    "https://a..com",
    "https://-a.com",
    "https://api.twilio.com/" + "x" * 500,
]


@pytest.mark.parametrize("url", PUBLIC)
def test_a_public_host_over_https_is_accepted_without_its_last_slash(url: str) -> None:
    assert checked_user_base(url, simulated=False) == url.rstrip("/")


@pytest.mark.parametrize("url", [*INNER, *MALFORMED, "http://api.twilio.com"])
def test_inner_hosts_in_any_disguise_and_what_is_no_address_are_refused(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        checked_user_base(url, simulated=False)
    assert refused.value.field == "api_base"
    assert refused.value.fix


@pytest.mark.parametrize("url", ["http://127.0.0.1:8010/twilio", "http://localhost:8010/whatsapp", "http://[::1]:8010"])
def test_under_the_simulated_clock_loopback_is_what_may_be_called(url: str) -> None:
    assert checked_user_base(url, simulated=True) == url
    with pytest.raises(AddressRefused):
        checked_user_base(url, simulated=False)


@pytest.mark.parametrize("url", [*PUBLIC, "https://localhost.example.org", "https://127.0.0.1.example.org", "https://10.0.0.1"])
def test_under_the_simulated_clock_no_other_host_is_called_and_the_answer_says_why(url: str) -> None:
    for check in (checked_user_base, checked_operator_base):
        with pytest.raises(AddressRefused, match="simulated"):
            check(url, simulated=True, field="TWILIO_API_BASE")


def test_an_operator_may_name_an_inner_proxy_or_a_simulator_on_this_machine_but_not_send_credentials_in_clear() -> None:
    for url in ("https://proxy.internal/twilio", "http://127.0.0.1:8010/twilio"):
        assert checked_operator_base(url, simulated=False, field="TWILIO_API_BASE") == url
    with pytest.raises(AddressRefused) as refused:
        checked_operator_base("http://proxy.internal", simulated=False, field="TWILIO_API_BASE")
    assert refused.value.field == "TWILIO_API_BASE"


@pytest.mark.parametrize("url", ["smtp://mail.example.org", "smtps://mail.example.org:465", "smtp://93.184.215.14:2525"])
def test_a_mail_server_is_named_by_its_own_kind_of_address(url: str) -> None:
    assert checked_user_base(url, simulated=False, schemes=MAIL) == url
    with pytest.raises(AddressRefused):
        checked_user_base(url, simulated=False)


@pytest.mark.parametrize(
    "url",
    ["", "mail.example.org", "https://mail.example.org", "smtp://mail.example.org/inbox", "smtp://10.0.0.1", "smtp://user:secret@mail.example.org"],
)
def test_what_is_no_public_mail_server_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        checked_user_base(url, simulated=False, schemes=MAIL)
    assert "smtp" in (refused.value.fix or "") or "public host" in refused.value.message
