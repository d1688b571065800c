"""What an approval holds for: exactly what was shown, or less of it."""

from tidings.campaigns.types import Asked


def overtaken(shown: Asked, now: Asked) -> list[str]:
    """Say what has changed beyond what was shown, each as a part of a sentence; none if the approval holds."""
    changes: list[str] = []
    if now.recipients > shown.recipients:
        changes.append(f"{now.recipients} recipients instead of {shown.recipients}")
    if (now.template_name, now.template_version) != (shown.template_name, shown.template_version):
        changes.append(f"template {now.template_name} {now.template_version} instead of {shown.template_name} {shown.template_version}")
    if now.daily_send_limit > shown.daily_send_limit:
        changes.append(f"{now.daily_send_limit} people a day instead of {shown.daily_send_limit}")
    if now.start_date != shown.start_date and shown.start_date is not None:
        changes.append(f"start date {now.start_date or 'none'} instead of {shown.start_date}")
    if shown.end_date is not None and (now.end_date is None or now.end_date > shown.end_date):
        changes.append(f"end date {now.end_date or 'none'} instead of {shown.end_date}")
    if shown.budget is not None and (now.budget is None or now.budget > shown.budget):
        changes.append("a higher budget" if now.budget is not None else "no budget")
    return changes
