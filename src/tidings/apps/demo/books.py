"""The end: what Tidings says beside what the simulator's own books say, and whether they agree."""

from dataclasses import dataclass

from tidings.apps.demo.client import Json
from tidings.apps.demo.launch import DAILY_LIMIT, Launched
from tidings.apps.demo.view import View


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold: what, what Tidings or the rule says, what the simulator's books say."""

    what: str
    ours: int
    theirs: int
    at_most: bool = False

    @property
    def holds(self) -> bool:
        """Whether the two agree, or the simulator's figure stays within ours."""
        return self.theirs <= self.ours if self.at_most else self.theirs == self.ours


def checks(figures: Json, report: Json, launched: Launched, days: int) -> list[Check]:
    """Compare a campaign's figures with the simulator's report and with what activation said; `days` is how many it took."""
    states, statuses = figures["states"], report["statuses"]
    ended = sum(states[name] for name in ("sent", "delivered", "read", "failed", "suppressed", "unknown", "expired", "cancelled"))
    read, delivered = statuses.get("read", 0), statuses.get("delivered", 0)
    return [
        Check("people planned, and people whose message has an end", launched.recipients, ended),
        Check("days of the plan", launched.days, days, at_most=True),
        Check("people sent to", figures["sent"] + figures["failed"], report["distinct_people"]),
        Check("people who read it", figures["read"], read),
        Check("people whom it reached", figures["delivered"], delivered + read),
        Check("duplicates", 0, report["duplicates"]),
        Check("messages over WhatsApp's limit", 0, report["over_limit"]["messages"]),
        Check("messages after a STOP", 0, report["sends_after_stop"]["messages"]),
        Check("most people in any 24 hours", DAILY_LIMIT, report["whatsapp_limit"]["meta"]["most_people_in_any_24_hours"], at_most=True),
        Check("receipts not acknowledged", 0, report["receipts"]["pending"] + report["receipts"]["failed"]),
    ]


def close(view: View, figures: Json, report: Json, launched: Launched, days: int) -> bool:
    """Show the last table and the comparison; says whether everything holds. `days` is how many the campaign took."""
    states, reasons = figures["states"], figures["reasons"]
    view.table(
        f"{figures['name']}: {figures['status']} on day {days}",
        [
            ("planned", f"{launched.recipients:,}", "people added once, though written twice and sent twice"),
            ("sent", f"{figures['sent']:,}", "by Tidings' ledger"),
            ("delivered", f"{figures['delivered']:,}", f"{figures['delivery_rate']} % of sent"),
            ("read", f"{figures['read']:,}", f"{figures['read_rate']} % of delivered"),
            ("failed", f"{figures['failed']:,}", _why(reasons, "failed")),
            ("suppressed", f"{states['suppressed']:,}", _why(reasons, "suppressed")),
            ("unconfirmed", f"{states['unknown']:,}", "held by the killed worker, may have been sent: WhatsApp can't be asked, so never sent again"),
            ("duplicates", f"{report['duplicates']:,}", "by the simulator's own books"),
            (
                "most in 24 hours",
                f"{report['whatsapp_limit']['meta']['most_people_in_any_24_hours']:,}",
                "distinct people, by the simulator's own books",
            ),
        ],
    )
    compared = checks(figures, report, launched, days)
    failing = [check for check in compared if not check.holds]
    for check in failing:
        view.console.print(f"[bold red]The books do not agree[/]: {check.what}: {check.ours:,} here, {check.theirs:,} there.")
    if not failing:
        view.console.print(f"[bold green]The books agree[/] on all {len(compared)} points: {', '.join(check.what for check in compared)}.")
    return not failing


def _why(reasons: Json, state: str) -> str:
    return ", ".join(f"{count} {reason.replace('_', ' ')}" for reason, count in reasons.get(state, {}).items())
