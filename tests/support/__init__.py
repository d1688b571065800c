"""What tests share: a clock to hold, databases to throw away."""
