"""What people allow us: confirmations of STOP and START, one-click and the preference page."""
