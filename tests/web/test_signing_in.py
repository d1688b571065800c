"""Getting in and out, as a person does it."""

from collections.abc import Callable

from playwright.sync_api import expect

from web.house import PASSWORD, House
from web.watching import Watch


def test_who_is_invited_chooses_a_password_and_is_in(opened: Callable[..., Watch], house: House, size: str) -> None:
    watch = opened(house.invited(f"invited-{size}@example.com", "marketer"))
    page = watch.page
    link = page.url
    main = page.get_by_role("main")
    expect(main).to_contain_text(f"invited-{size}@example.com")
    expect(main).to_contain_text("Default organisation")
    watch.shoot("choose-password")
    watch.assert_accessible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Keep it and sign in").click()
    expect(page.get_by_role("heading", name="Home", level=1)).to_be_visible()
    again = opened("about:blank", locale="fr-FR")
    again.expected.append("401")
    again.page.goto(link)
    expect(again.page.get_by_role("alert")).to_contain_text("Ce lien a déjà servi")


def test_a_wrong_password_is_told_and_the_way_on_is_kept(opened: Callable[..., Watch], house: House, size: str) -> None:
    email = f"back-{size}@example.com"
    chosen = opened(house.invited(email, "marketer")).page
    chosen.get_by_label("Password", exact=True).fill(PASSWORD)
    chosen.get_by_role("button", name="Keep it and sign in").click()
    expect(chosen.get_by_role("heading", name="Home", level=1)).to_be_visible()
    watch = opened(f"{house.app}/o/default/contacts")
    watch.expected.append("401")
    page = watch.page
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("don't belong together")
    watch.assert_accessible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Contacts", level=1)).to_be_visible()
    expect(page).to_have_url(f"{house.app}/o/default/contacts")
    page.reload()
    expect(page.get_by_role("heading", name="Contacts", level=1)).to_be_visible()
    page.get_by_role("button", name="Account of").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(f"{house.app}/o/default/contacts")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_codes_are_set_up_and_a_recovery_code_gets_one_back_in(opened: Callable[..., Watch], house: House, size: str) -> None:
    email = f"codes-{size}@example.com"
    watch = opened(house.invited(email, "marketer"))
    watch.expected.append("40[19]")
    page = watch.page
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Keep it and sign in").click()
    expect(page.get_by_role("heading", name="Home", level=1)).to_be_visible()
    page.goto(f"{house.app}/o/default/account")
    page.get_by_role("button", name="Set up an authenticator").click()
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.keyboard.press("Enter")
    secret = page.locator("form code").inner_text()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    watch.assert_accessible()
    watch.shoot("authenticator")
    page.get_by_label("Code of your authenticator").fill(house.code(secret))
    page.get_by_role("button", name="Turn on").click()
    codes = page.get_by_role("listitem").filter(has_text="-")
    expect(codes).to_have_count(10)
    code = codes.first.inner_text()
    watch.shoot("recovery-codes")
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("10 recovery codes are left.")).to_be_visible()
    page.get_by_role("button", name="Sign out everywhere").click()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code of your authenticator").fill(code.lower())
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Home", level=1)).to_be_visible()


def test_a_used_link_is_refused_with_a_way_on(opened: Callable[..., Watch], house: House) -> None:
    link = house.signing_in("analyst@example.com")
    expect(opened(link).page.get_by_role("heading", name="Home", level=1)).to_be_visible()
    watch = opened("about:blank")
    watch.expected.append("401")
    watch.page.goto(link)
    expect(watch.page.get_by_role("alert")).to_contain_text("used already")
    watch.page.get_by_role("link", name="Sign in").click()
    expect(watch.page.get_by_label("Email")).to_be_visible()
