"""The live connection: browsers are told what changed, never what it is now (docs/decisions/0041-live.md)."""
