"""Files become contacts: tried before anything is written, with consent attested by whoever brings them."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from web.house import HOSTILE, House
from web.screens import at_a_desk
from web.watching import Watch


@pytest.fixture(scope="module")
def worker(house: House) -> Iterator[None]:
    """A worker that runs what is asked for."""
    program = Path(sys.executable).with_name("tidings")
    with (house.api.log.parent / "worker.log").open("wb") as log:
        running = subprocess.Popen([program, "worker"], env=dict(house.api.environment), stdout=log, stderr=log)  # noqa: S603 - our command
        yield
        running.terminate()
        running.wait(timeout=30)


def bring(page: Page, size: str) -> None:
    """Choose a file with three people, one of whom can't be read."""
    number = {"desktop": 71, "phone": 72}[size]
    rows = ["Name;Chose;Town", f"{HOSTILE};06 12 {number} 00 01;Lyon", f"Zoë {size};06 12 {number} 00 02;Nice", "Nobody;12;Aix"]
    file = {"name": f"people <b>{size}</b>.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page.get_by_test_id("file").set_input_files(file)  # type: ignore[arg-type] - a file in memory, as Playwright takes it


def written(house: House, content: str, name: str = "people.csv") -> Path:
    """Write a file of people where a command finds it."""
    file = house.api.log.parent / name
    file.write_text(content, encoding="utf-8")
    return file


def described(watch: Watch, size: str) -> None:
    """Choose a file, say what its columns are and that everybody agreed, and have it tried."""
    page = watch.page
    expect(page.get_by_text("Drop a file here")).to_be_visible()
    watch.shoot("import-file")
    bring(page, size)
    expect(page.get_by_label("What “Chose” is")).to_have_value("phone")
    page.get_by_label("What “Chose” is").select_option("ignore")
    expect(page.get_by_role("alert")).to_contain_text("without one, nobody can be told apart")
    page.get_by_label("What “Chose” is").select_option("phone")
    page.get_by_label("What “Name” is").select_option("first_name")
    watch.shoot("import-columns")
    watch.assert_accessible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("button", name="Try it")).to_be_disabled()
    page.get_by_role("radio", name="Yes, everybody").check()
    page.get_by_label("Email", exact=True).check()
    page.get_by_label("Where they agreed").fill("counter")
    page.get_by_label("The words that they were shown").fill("News by SMS.")
    page.get_by_label("Tag for everybody").fill(f"fair {size}")
    watch.shoot("import-consent")
    watch.assert_accessible()
    page.get_by_role("button", name="Try it").click()


@pytest.mark.usefixtures("worker")
@at_a_desk
def test_a_file_is_mapped_attested_tried_and_imported(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    watch = opened(f"{house.app}/o/default/imports/new", signed_in=owner)
    page = watch.page
    described(watch, size)
    outcome = page.get_by_role("region", name="What would come of it")
    expect(outcome.get_by_role("status")).to_contain_text("Done", timeout=30_000)
    expect(outcome).to_contain_text(re.compile(r"Line 4\s*The number has too few digits\. Write it whole"))
    watch.shoot("import-trial")
    watch.assert_accessible()
    page.get_by_role("button", name="Import 2 people").click()
    progress = page.get_by_role("region", name="Progress")
    expect(progress.get_by_role("status")).to_contain_text("Done", timeout=30_000)
    expect(page.get_by_role("region", name="How it was read")).to_contain_text("Attested: they agreed to marketing by SMS, Email, at “counter”")
    with page.expect_download() as kept:
        page.get_by_role("button", name="Keep all of them as a file").click()
    assert "too_short" in kept.value.path().read_text(encoding="utf-8")
    watch.shoot("import-done")
    watch.assert_accessible()
    page.get_by_role("link", name=f"Show everybody tagged “fair {size}”").click()
    expect(page.get_by_role("row").filter(has_text=HOSTILE)).to_have_count(1)
    page.get_by_role("link", name=f"Zoë {size}").click()
    now = page.get_by_role("region", name="What they may get now")
    expect(now.get_by_role("listitem").filter(has_text="SMS · Marketing")).to_contain_text("Allowed")
    page.goto(f"{house.app}/o/default/imports")
    expect(page.get_by_role("listitem").filter(has_text="2 new").filter(has_not_text="dry run").first).to_contain_text("1 refused")
    watch.calm()
    watch.shoot("imports")


@pytest.mark.usefixtures("worker")
def test_a_wrong_file_is_undone_after_saying_what_that_does(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    number = {"desktop": 73, "phone": 74}[size]
    house.command("contacts", "import", str(written(house, f"phone,last_name\n+336127400{number},Wrong {size}\n+336127500{number},Listed {size}\n")))
    watch = opened(f"{house.app}/o/default/imports", signed_in=owner)
    page = watch.page
    house.command("contacts", "import", str(written(house, f"phone,last_name\n+336127500{number},Listed {size}\n")))
    page.get_by_role("listitem").filter(has_text="2 new").first.get_by_role("link").click()
    page.get_by_role("button", name="Undo the import").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_contain_text("Another import has named them since.")
    watch.shoot("import-undo")
    watch.assert_accessible()
    dialog.get_by_role("button", name="Undo it").click()
    undone = page.get_by_role("region", name="Undone")
    expect(undone).to_contain_text("Removed1", timeout=30_000)
    watch.calm()
    watch.shoot("import-undone")
    watch.assert_accessible()
    page.goto(f"{house.app}/o/default/contacts?name=Wrong {size}")
    expect(page.get_by_text("Nobody fits")).to_be_visible()


def test_leaving_a_half_made_import_is_asked_about_and_imports_repeat(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    watch = opened(f"{house.app}/o/default/imports", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="Schedule an import").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(f"Shop {size}")
    dialog.get_by_label("Address").fill(f"https://shop.example.com/{size}.csv")
    watch.shoot("schedule")
    watch.assert_accessible()
    dialog.get_by_role("button", name="Schedule an import").click()
    card = page.get_by_role("listitem").filter(has_text=f"Shop {size}")
    expect(card).to_contain_text("Every day at 06:30")
    card.get_by_role("button", name="Pause").click()
    expect(card).to_contain_text("Paused")
    page.get_by_role("button", name="Undo").click()
    expect(card).to_contain_text("Every day at 06:30")
    page.goto(f"{house.app}/o/default/imports/new")
    bring(page, size)
    expect(page.get_by_label("What “Chose” is")).to_be_visible()
    page.get_by_role("link", name="All imports").click()
    page.get_by_role("dialog").get_by_role("button", name="Stay").click()
    expect(page.get_by_label("What “Chose” is")).to_be_visible()
    page.get_by_role("link", name="All imports").click()
    page.get_by_role("dialog").get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", name="Imports", level=1)).to_be_visible()


@pytest.mark.usefixtures("size")
def test_an_import_that_left_rows_out_waits_on_home_until_somebody_has_seen_it(opened: Callable[..., Watch], house: House, owner: str) -> None:
    for name, rows in (("spring-fair.csv", "+33612730001,Zoë\n12,Nobody\n"), ("harvest-fair.csv", "+33612730001,Zoë\n13,Some\n14,Else\n")):
        house.command("contacts", "import", str(written(house, f"phone,last_name\n{rows}", name)))
    watch = opened(f"{house.app}/o/default", signed_in=owner)
    page = watch.page
    spring, harvest = (
        page.get_by_role("listitem").filter(has_text=words) for words in ("1 row of spring-fair.csv was", "2 rows of harvest-fair.csv were")
    )
    expect(harvest).to_be_visible()
    watch.shoot("home-import")
    spring.get_by_role("button", name="Put aside").click()
    expect(spring).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(spring).to_be_visible()
    spring.get_by_role("button", name="Put aside").click()
    harvest.get_by_role("link", name="Have a look").click()
    expect(page.get_by_text("The number has too few digits.").first).to_be_visible()
    page.get_by_role("link", name="Home").first.click()
    expect(page.get_by_role("heading", name="Home", level=1)).to_be_visible()
    expect(harvest).to_have_count(0)
    expect(spring).to_have_count(0)
