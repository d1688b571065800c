"""The summary counts what was done and says what was not, for people and as JSON."""

import json
from collections import Counter

from faults.playing import Outcome
from faults.schedule import Fault
from faults.summary import document, lines


def test_a_run_is_summed_up_by_kills_faults_and_breaches() -> None:
    first = Outcome(4, seconds=20.0, messages=200, people=210, receipts=500)
    first.done.update({Fault.KILL_API.value: 2, Fault.PAUSE.value: 1})
    second = Outcome(5, seconds=10.0, messages=100, people=100, receipts=250, done=Counter({Fault.KILL_API.value: 1}))
    second.skipped.append("a full disk under the database: this user may not mount a small disk (EPERM)")
    second.breaches.append("hours kept: somebody was written to at night")
    told = json.loads(json.dumps(document([first, second])))
    assert (told["kills"], told["faults"]) == ({Fault.KILL_API.value: 3}, {Fault.PAUSE.value: 1})
    assert told["violations"] == ["seed 5: hours kept: somebody was written to at night"]
    assert told["each"][0]["done"] == {Fault.KILL_API.value: 2, Fault.PAUSE.value: 1}
    said = "\n".join(lines(told))
    assert "2 schedules in 30 s, seeds 4 to 5" in said
    assert "Messages accepted by the providers: 300, for 310 recipients" in said
    assert "this user may not mount" in said
