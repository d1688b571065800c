"""An automatic answer with two versions, and a survey that is on: what the pages of the inbox's settings show."""

from support.serving import ServedApi


def furnish_inbox(api: ServedApi, hostile: str) -> str:
    """Let the inbox know an answer, and return its id."""
    said = {"sayings": {"en": ["When are you open?", "What are your opening hours?"], "fr": ["Quels sont vos horaires ?"]}, "keywords": ["HOURS"]}
    answer = {"name": "Opening hours", **said, "answers": {"en": "From 9 to 18.", "fr": "De 9h à 18h."}}
    made = _done(api, "POST", "/inbox/auto-answers", answer)
    _done(api, "PUT", f"/inbox/auto-answers/{made['id']}", answer | {"answers": {"en": f"We are open from 9 to 18. {hostile}", "fr": "De 9h à 18h."}})
    _done(
        api,
        "POST",
        "/inbox/auto-answers",
        answer | {"name": hostile, "keywords": [], "sayings": {"en": ["How much is a repair?", "What does it cost?"]}},
    )
    hours = [{"weekday": day, "opens": "09:00", "closes": "18:00"} for day in range(1, 6)]
    _done(
        api,
        "PUT",
        "/inbox/automation",
        {"hours": hours, "days_off": ["2026-12-25"], "tell_closed": True, "survey": True, "words": {"high": ["gas leak"]}},
    )
    return str(made["id"])


def _done(api: ServedApi, method: str, address: str, body: object) -> dict[str, object]:
    answer = api.ask(method, address, body)
    assert answer.status < 300, answer.body
    return dict(answer.json())
