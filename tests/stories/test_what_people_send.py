"""People send pictures, papers, places and hearts. Real workers fetch them from a provider of its own."""

from base64 import b64encode
from typing import Any

from support.system import Stage, Story, people
from tidings.simulator.settings import PHONE_NUMBER_ID, SENDER_NUMBER

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400
PAPER = b"%PDF-1.7\n" + b"paper" * 1000
PROGRAM = b"MZ\x90\x00" + b"\x00" * 500
META = f"meta:{PHONE_NUMBER_ID}"


def attach(story: Story, number: str, content: bytes, to: str, **told: str) -> None:
    story.system.simulator.post(f"/_/people/{number}/attach", {"content": b64encode(content).decode(), "to": to, **told})


def written(story: Story, number: str) -> list[dict[str, Any]]:
    """Return what one person wrote, the oldest first."""
    return [each for each in reversed(story.system.api.rows("/inbound")) if each["sender"] == number]


def settled(story: Story, number: str) -> list[dict[str, Any]]:
    """Return the files of a person when none waits any more."""
    files: list[dict[str, Any]] = []

    def none_waits() -> bool:
        files[:] = [file for each in written(story, number) for file in each["attachments"]]
        return bool(files) and all(file["state"] != "waiting" for file in files)

    story.until(none_waits)
    return files


def test_a_picture_by_whatsapp_and_a_paper_by_sms_are_kept_and_read_back_as_they_were(stage: Stage) -> None:
    story = stage()
    ana, ben = people(2)
    attach(story, ana, PICTURE, META, caption="Voici l'écran", name="écran cassé.png")
    attach(story, ben, PAPER, SENDER_NUMBER, kind="document", content_type="application/pdf")
    (picture,), (paper,) = settled(story, ana), settled(story, ben)
    assert (picture["state"], picture["content_type"], picture["size"], picture["shown"]) == ("kept", "image/png", len(PICTURE), True)
    assert (paper["state"], paper["content_type"], paper["size"], paper["shown"]) == ("kept", "application/pdf", len(PAPER), False)
    assert written(story, ana)[0]["text"] == "Voici l'écran"
    assert [story.system.api.send("GET", f"/inbound/attachments/{file['id']}") for file in (picture, paper)] == [PICTURE, PAPER]


def test_a_program_that_says_it_is_a_picture_is_not_kept_and_the_message_says_why(stage: Stage) -> None:
    story = stage()
    (ana,) = people(1)
    attach(story, ana, PROGRAM, META, content_type="image/png", name="../../cat.png")
    (file,) = settled(story, ana)
    assert (file["state"], file["refused"], file["name"]) == ("refused", "kind_not_kept", "cat.png")
    assert "image" in file["explanation"]["fr"]


def test_a_file_is_fetched_when_the_provider_is_back(stage: Stage) -> None:
    story = stage()
    (ana,) = people(1)
    story.meta(outage="refuse")
    attach(story, ana, PICTURE, META)
    story.until(lambda: bool(written(story, ana)))
    assert written(story, ana)[0]["attachments"][0]["state"] == "waiting"
    story.meta(outage="off")
    assert [file["state"] for file in settled(story, ana)] == ["kept"]


def test_a_place_and_a_heart_are_read_as_such_and_neither_opts_out(stage: Stage) -> None:
    story = stage()
    (ana,) = people(1)
    story.system.simulator.post(f"/_/people/{ana}/locate", {"latitude": 48.8566, "longitude": 2.3522, "name": "Atelier", "to": META})
    story.until(lambda: len(written(story, ana)) == 1)
    story.system.simulator.post(f"/_/people/{ana}/locate", {"latitude": -21.1, "longitude": 55.5, "to": SENDER_NUMBER})
    story.until(lambda: len(written(story, ana)) == 2)
    first, second = written(story, ana)
    assert (first["kind"], first["text"], first["place"]["name"]) == ("location", "48.8566,2.3522 Atelier", "Atelier")
    assert (second["kind"], second["place"]["latitude"], second["reading"]) == ("location", -21.1, "other")
