"""The settings, as those who may change them use them."""

from collections.abc import Callable

from playwright.sync_api import expect

from web.house import House
from web.screens import at_a_desk
from web.watching import Watch


def test_a_connection_is_added_tested_stopped_with_a_reason_and_removed(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    watch = opened(f"{house.app}/o/default/settings", signed_in=owner)
    page = watch.page
    page.get_by_role("link", name="Connections").click()
    page.get_by_role("link", name="Add a connection").click()
    page.get_by_text("Twilio", exact=True).click()
    page.get_by_label("Name").fill(f"Shop {size}")
    page.get_by_label("Account SID").fill("nonsense")
    page.get_by_label("Auth token", exact=False).first.fill("made-up-token-0001-wxyz")
    page.get_by_label("Host (optional)").fill("http://127.0.0.1:9")
    watch.shoot("new-connection")
    watch.expected.append("422")
    page.get_by_role("button", name="Add the connection").click()
    expect(page.get_by_label("Account SID")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Account SID").fill("AC" + "0" * 32)
    page.get_by_role("button", name="Add the connection").click()
    expect(page.get_by_role("heading", name=f"Shop {size}", level=1)).to_be_visible()
    expect(page.get_by_text("…wxyz")).to_be_visible()
    assert "made-up-token" not in page.content()
    expect(page.get_by_text("/webhooks/twilio/").first).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_label("Why?").fill("Moving to another account")
    page.get_by_role("dialog").get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Moving to another account")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("is open.")).to_be_visible()
    watch.calm()
    watch.shoot("connection")
    watch.assert_accessible()
    page.get_by_role("button", name="Remove the connection").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove the connection").click()
    expect(page.get_by_role("heading", name="Connections", level=1)).to_be_visible()
    expect(page.get_by_role("link", name=f"Shop {size}")).to_have_count(0)


def test_the_pace_of_a_sender_is_set_and_taken_back(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/settings/senders", signed_in=owner)
    page = watch.page
    senders = page.get_by_role("region", name="Senders")
    before = senders.get_by_role("listitem").first.inner_text()
    senders.get_by_role("button", name="Set the pace").first.click()
    page.get_by_label("Messages an hour").fill("123")
    page.get_by_role("button", name="Save").click()
    expect(senders.get_by_text("123 messages an hour at most")).to_be_visible()
    watch.shoot("senders")
    watch.assert_accessible()
    page.get_by_role("button", name="Undo").first.click()
    expect(senders.get_by_text("123 messages an hour at most")).to_have_count(0)
    assert senders.get_by_role("listitem").first.inner_text() == before


def test_somebody_is_invited_by_a_link_that_is_shown_once_gets_another_role_and_is_removed(
    opened: Callable[..., Watch], house: House, owner: str, size: str
) -> None:
    watch = opened(f"{house.app}/o/default/settings/members", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_label("Email").fill(f"desk-{size}@example.com")
    page.get_by_label("Name (optional)").fill(f"Desk {size} <b>")
    page.get_by_role("button", name="Invite somebody").click()
    link = page.get_by_text("/app/choose-password#").inner_text()
    watch.shoot("invited")
    page.get_by_role("button", name="I have handed it over").click()
    expect(page.get_by_text("/app/choose-password#")).to_have_count(0)
    row = page.get_by_role("listitem").filter(has_text=f"desk-{size}@example.com")
    expect(row.get_by_text("Has not chosen a password yet")).to_be_visible()
    row.get_by_label("Role of").select_option("analyst")
    expect(page.get_by_text("Analyst. It counts at once.")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(row.get_by_label("Role of")).to_have_value("marketer")
    watch.shoot("members")
    watch.assert_accessible()
    desk = opened(house.local(link))
    desk.expected.append("403")  # their page is open when they are removed
    chosen = desk.page
    chosen.get_by_label("Password", exact=True).fill("three calm words here")
    chosen.get_by_role("button", name="Keep it and sign in").click()
    expect(chosen.get_by_role("navigation")).to_be_visible()
    row.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)


@at_a_desk
def test_a_key_shows_its_secret_once_works_and_is_revoked_for_good(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    watch = opened(f"{house.app}/o/default/settings/keys", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="Make a key").click()
    page.get_by_label("Name").fill(f"Website {size}")
    page.get_by_label("See contacts").check()
    watch.shoot("new-key")
    watch.assert_accessible()
    page.get_by_role("button", name="Make a key").click()
    secret = page.get_by_role("region", name="The new key").locator("code").inner_text()
    headers = {"Authorization": f"Bearer {secret}"}
    assert page.request.get(f"{house.api.base}/contacts?limit=1", headers=headers).status == 200
    page.get_by_role("button", name="I have kept it").click()
    expect(page.get_by_text(secret)).to_have_count(0)
    page.reload()
    page.get_by_role("button", name=f"Revoke Website {size}").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
    expect(page.get_by_text(f"Website {size} is revoked.")).to_be_visible()
    assert page.request.get(f"{house.api.base}/contacts?limit=1", headers=headers).status == 401


def test_who_may_only_read_finds_only_what_their_role_opens(opened: Callable[..., Watch], house: House, analyst: str) -> None:
    watch = opened(f"{house.app}/o/default/settings", signed_in=analyst)
    page = watch.page
    expect(page.get_by_role("link", name="Connections")).to_be_visible()
    expect(page.get_by_role("link", name="API keys")).to_have_count(0)
    page.get_by_role("link", name="Senders and limits").click()
    expect(page.get_by_role("region", name="Senders")).to_be_visible()
    expect(page.get_by_role("button", name="Add a sender")).to_have_count(0)
    watch.expected.append("403")
    page.goto(f"{house.app}/o/default/settings/keys")
    expect(page.get_by_text("Your role does not allow this")).to_be_visible()


def test_a_sample_person_shows_what_the_law_means_and_own_caps_are_set_and_taken_back(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/settings/rules", signed_in=owner)
    page = watch.page
    page.get_by_label("Country").select_option("FR")
    page.get_by_label("When (empty: now)").fill("2026-12-25T10:00")
    expect(page.get_by_text("A message may not leave; it would wait.")).to_be_visible()
    expect(page.get_by_text("A public holiday there.").first).to_be_visible()
    page.get_by_label("Purpose").select_option("transactional")
    expect(page.get_by_text("A message may leave.", exact=True)).to_be_visible()
    watch.shoot("rules")
    watch.assert_accessible()
    page.get_by_role("link", name="France").click()
    expect(page.get_by_text("fr-hours", exact=True)).to_be_visible()
    page.goto(f"{house.app}/o/default/settings/policy")
    caps = page.get_by_role("region", name="Frequency caps")
    caps.get_by_role("button", name="Add a cap").click()
    caps.get_by_label("At most, messages").fill("9")
    caps.get_by_role("button", name="Add a cap").click()
    expect(caps.get_by_text("9 messages in 7 days (all channels together)")).to_be_visible()
    watch.shoot("policy")
    page.get_by_role("button", name="Undo").first.click()
    expect(caps.get_by_text("9 messages")).to_have_count(0)
    expect(caps.get_by_text("3 messages in 7 days (Email)")).to_be_visible()


def test_all_sending_is_stopped_loudly_and_resumed_at_once(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/settings/safety", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="Stop all sending").click()
    page.get_by_label("Why?").fill("The price in the text is wrong")
    page.get_by_role("dialog").get_by_role("button", name="Stop all sending").click()
    banner = page.get_by_role("alert").filter(has_text="All sending of this organisation is stopped.")
    expect(banner).to_contain_text("The price in the text is wrong")
    watch.shoot("stopped")
    watch.assert_accessible()
    page.get_by_role("button", name="Undo").first.click()
    expect(banner).to_have_count(0)


@at_a_desk
def test_the_audit_is_filtered_in_its_address_and_its_chain_is_checked(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/settings/audit", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="Check the audit log").click()
    expect(page.get_by_text("Whole:")).to_be_visible()
    page.get_by_label("What").select_option("campaign.")
    page.wait_for_url("**/audit?action=campaign.")
    expect(page.get_by_text("Campaign launched").first).to_be_visible()
    expect(page.get_by_text("Member added")).to_have_count(0)
    expect(page.get_by_text("About the campaign").first).to_be_visible()
    watch.shoot("audit")


@at_a_desk
def test_what_the_api_says_is_french_for_whoever_reads_french(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/settings/audit?action=campaign.", signed_in=owner, locale="fr-FR", scheme="dark")
    page = watch.page
    expect(page.get_by_text("Campagne lancée").first).to_be_visible()
    watch.shoot("audit-fr")
    watch.assert_accessible()
    page.goto(f"{house.app}/o/default/settings/rules/FR")
    expect(page.get_by_text("Pas de messages marketing la nuit ni le dimanche")).to_be_visible()
    expect(page.get_by_text("lun.\u2013sam. 08:00\u201320:00").first).to_be_visible()
    watch.shoot("rules-fr")
    watch.assert_accessible()
    page.goto(f"{house.app}/o/default/settings/connections/new")
    page.get_by_role("radio", name="Twilio").check()
    expect(page.get_by_label("Jeton d\u2019authentification", exact=True)).to_be_visible()
    watch.shoot("connection-fr")
    watch.assert_accessible()


def test_the_organisation_is_renamed_and_a_kind_of_data_is_kept_shorter_and_both_are_taken_back(
    opened: Callable[..., Watch], house: House, owner: str
) -> None:
    watch = opened(f"{house.app}/o/second/settings/organisation", signed_in=owner)
    page = watch.page
    page.get_by_label("Name").fill("Second House <i>")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="now Second House <i>")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_label("Name")).to_have_value("Second House")
    page.goto(f"{house.app}/o/second/settings/retention")
    row = page.get_by_role("listitem").filter(has_text="Imported files")
    before = row.locator("strong").inner_text()
    row.get_by_role("button", name="Change").click()
    row.get_by_label("Keep for, days").fill("20")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_text("20 days", exact=True)).to_be_visible()
    watch.shoot("retention")
    watch.assert_accessible()
    page.get_by_role("button", name="Undo").first.click()
    expect(row.locator("strong")).to_have_text(before)


def test_whose_role_is_changed_sees_it_and_whose_session_ends_comes_back_to_the_page(opened: Callable[..., Watch], house: House, size: str) -> None:
    email = f"changed-{size}@example.com"
    house.invited(email, "marketer")
    watch = opened(house.signing_in(email))
    watch.expected += ["401", "403"]
    page = watch.page
    page.get_by_role("navigation").wait_for()
    page.goto(f"{house.app}/o/default/settings/members")
    expect(page.get_by_text("Your role does not allow this")).to_be_visible()
    page.goto(f"{house.app}/o/default/campaigns/{house.campaign}")
    page.get_by_role("button", name="Pause").wait_for()
    house.invited(email, "analyst")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("This needs the scope campaigns:write.")).to_be_visible()
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)
    house.command("users", "sign-out", email)
    page.goto(f"{house.app}/o/default/contacts")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.wait_for_url("**/sign-in?next=*contacts*")


def test_a_question_mark_shows_what_the_keyboard_does(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/settings", signed_in=owner)
    page = watch.page
    page.get_by_role("heading", name="Settings", level=1).wait_for()
    page.keyboard.press("Shift+?")
    expect(page.get_by_role("dialog")).to_contain_text("Search pages and campaigns")
    watch.shoot("keyboard")
    watch.assert_accessible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
