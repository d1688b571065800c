"""The ways out and back: provider connections, senders with their limits, and the store of callbacks."""
