"""What is measured, one module a kind of work; `ALL` is the list in the order of the table."""
