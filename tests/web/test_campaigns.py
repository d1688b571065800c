"""What somebody does with a campaign that is there: looks at its people, reads why, asks for approval, decides, ends it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from web.house import CAMPAIGN, House
from web.screens import at_a_desk
from web.watching import Watch

CROWD = 1_001
"""One more than a marketer may write to without another person's word."""


def draft(house: House, name: str, people: int) -> str:
    """Make a campaign with people in it and return its id."""
    made = house.api.ask("POST", "/marketing/campaigns", {"name": name, "template_name": "welcome_back"}).json()
    numbers = [f"+336000{number:05d}" for number in range(people)]
    added: Any = house.api.ask("POST", f"/marketing/campaigns/{made['id']}/recipients", {"phone_numbers": numbers}).json()
    assert added["recipients_added"] == people
    return made["id"]


def signed_in(opened: Callable[..., Watch], house: House, email: str, role: str) -> Watch:
    """Make somebody a member with a role and let them in."""
    house.invited(email, role)
    watch = opened(house.signing_in(email))
    watch.page.get_by_role("navigation", name="Main").wait_for()
    return watch


def test_from_a_reason_one_comes_to_the_people_and_to_the_history_of_a_message(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/campaigns/{house.campaign}", signed_in=owner)
    page = watch.page
    expect(page.get_by_role("region", name="What was done")).to_contain_text("Launched")
    expect(page.get_by_role("region", name="What it costs")).to_contain_text("Spent")
    page.get_by_role("listitem").filter(has_text="Staff closed this address.").get_by_role("link", name="Show them").click()
    table = page.get_by_role("table", name="Recipients of the campaign")
    expect(table.get_by_role("row").filter(has_text="Staff closed this address.")).not_to_have_count(0)
    watch.calm()
    watch.shoot("recipients")
    watch.assert_accessible()
    table.get_by_role("button", name="Ada Lovelace").click()
    trace = page.get_by_role("dialog", name="History of the message")
    expect(trace).to_contain_text("It was entered into the plan.")
    expect(trace).to_contain_text("Staff closed this address.")
    watch.shoot("trace")
    watch.assert_accessible()
    page.keyboard.press("Escape")
    expect(trace).to_have_count(0)
    page.get_by_label("Why").select_option("")
    expect(page.get_by_role("status").filter(has_text="loaded")).to_contain_text("200")
    page.get_by_label("State").select_option(label="Not allowed")
    page.wait_for_url("**/recipients?status=suppressed")


@at_a_desk
def test_a_campaign_says_that_its_sender_is_stopped_and_what_to_do(opened: Callable[..., Watch], house: House, owner: str) -> None:
    made: Any = house.api.ask("GET", "/channels/senders").json()
    stopped = [each["id"] for each in made["items"] if each["status"] == "open"]
    for each in stopped:
        house.api.ask(
            "POST", f"/channels/senders/{each}/stop", {"reason": "Twilio does not know this account. Check the account SID and the API base."}
        )
    watch = opened(f"{house.app}/o/default/campaigns/{house.campaign}", signed_in=owner, locale="fr-FR")
    halt = watch.page.get_by_role("status").filter(has_text="Rien ne part tant que personne")
    expect(halt).to_contain_text("rouvrez l'expéditeur")
    watch.calm()
    watch.shoot("halted-fr")
    watch.assert_accessible()
    for each in stopped:
        house.api.ask("POST", f"/channels/senders/{each}/open")
    watch.page.reload()
    watch.page.get_by_role("region", name="Avancement").wait_for()
    expect(halt).to_have_count(0)


def test_the_compliance_report_comes_as_a_file(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/campaigns/{house.campaign}", signed_in=owner).page
    with page.expect_download() as coming:
        page.get_by_role("button", name="As a page (HTML)").click()
    assert CAMPAIGN in coming.value.path().read_text(encoding="utf-8")


def test_more_than_a_thousand_people_need_another_person_who_decides(opened: Callable[..., Watch], house: House, size: str) -> None:
    campaign = draft(house, f"To everybody {size}", CROWD)
    watch = signed_in(opened, house, f"asks-{size}@example.com", "marketer")
    page = watch.page
    page.goto(f"{house.app}/o/default/campaigns/{campaign}/edit/review")
    page.get_by_role("button", name="Send for approval").click()
    expect(page.get_by_role("main").get_by_text("Waits for another person's approval.")).to_be_visible()
    page.get_by_role("link", name="See what was asked").click()
    expect(page.get_by_text("Nobody approves their own.")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    other = signed_in(opened, house, f"decides-{size}@example.com", "approver")
    _decides(other, f"To everybody {size}")
    page.goto(f"{house.app}/o/default")
    approved = page.get_by_role("listitem").filter(has_text=f"“To everybody {size}”, to 1,001 people, is approved")
    approved.get_by_role("link", name="Have a look").click()
    page.get_by_role("link", name="Look once more and launch").click()
    page.get_by_role("button", name="Launch").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    _cancels(watch, f"To everybody {size}")


def _decides(watch: Watch, name: str) -> None:
    page: Page = watch.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Approvals").click()
    page.get_by_role("link", name=name).wait_for()
    watch.calm()
    watch.shoot("approvals")
    watch.assert_accessible()
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("region", name="What would happen")).to_contain_text("1,001")
    page.get_by_role("button", name="Refuse").click()
    expect(page.get_by_role("button", name="Refuse with this reason")).to_be_disabled()
    page.get_by_role("button", name="Not yet").click()
    page.get_by_text("Approval holds for this, or less").click()
    terms = page.get_by_role("region", name="Approvals")
    expect(terms).to_contain_text("No budget")
    expect(terms).to_contain_text("The first open one of the channel")
    watch.calm()
    watch.shoot("approval")
    watch.assert_accessible()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text(f"{name} is approved")).to_be_visible()


def _cancels(watch: Watch, name: str) -> None:
    page = watch.page
    page.get_by_role("button", name="More", exact=True).last.click()
    page.get_by_role("menuitem", name="Cancel the campaign").click()
    asked = page.get_by_role("dialog", name=f"Cancel {name}?")
    expect(asked).to_contain_text("it can't be started again")
    watch.shoot("cancel")
    asked.get_by_role("button", name="Cancel the campaign").click()
    expect(page.get_by_role("main")).to_contain_text("Cancelled")
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)


def test_a_refusal_is_given_with_a_word_and_the_campaign_is_a_draft_again(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    campaign = draft(house, f"Too early {size}", 3)
    assert house.api.ask("POST", f"/marketing/campaigns/{campaign}/submit").status == 200
    page = opened(f"{house.app}/o/default/approvals/{campaign}", signed_in=owner).page
    page.get_by_role("button", name="Refuse").click()
    page.get_by_label("Why not? The author reads it.").fill("The offer ends <b>before</b> the last day.")
    page.get_by_role("button", name="Refuse with this reason").click()
    page.get_by_text("Decided").click()
    card = page.get_by_role("listitem").filter(has_text=f"Too early {size}")
    expect(card).to_contain_text("The offer ends <b>before</b> the last day.")
    expect(card).to_contain_text("Refused")
    page.goto(f"{house.app}/o/default/campaigns/{campaign}")
    expect(page.get_by_role("link", name="Go on with the draft")).to_be_visible()


def test_numbers_are_pasted_and_what_is_none_is_told(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    campaign = draft(house, f"Pasted {size}", 5)
    watch = opened(f"{house.app}/o/default/campaigns/{campaign}/edit/audience", signed_in=owner)
    page = watch.page
    page.get_by_text("Numbers", exact=True).click()
    page.get_by_label("Phone numbers").fill("06 12 34 56 78\n+33612345678; hello\n<img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Use these 4 numbers").click()
    expect(page.get_by_text("1 person is in the campaign.")).to_be_visible()
    expect(page.get_by_text("2 entries are no numbers")).to_be_visible()
    expect(page.get_by_role("region", name="How far it reaches")).to_contain_text("of 1 person")
    watch.shoot("wizard-numbers")
    watch.assert_accessible()
