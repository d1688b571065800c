"""The `tidings` command: one module for each group of commands, imported only when it is asked for."""
