"""May we write to these people, now? One verdict for each, with a reason that a person can read."""
