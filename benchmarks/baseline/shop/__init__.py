"""A shop's own sender, as a good team writes it in a week. It knows nothing of Tidings and is only measured."""
