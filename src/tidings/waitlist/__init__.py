"""The waitlist: slots that are freed, who waits for one, offers that are held, and one booking for each slot."""
