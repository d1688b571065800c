"""What people write to us: kept once, read for STOP, START and HELP, and the 24 hours in which WhatsApp lets us answer freely."""
