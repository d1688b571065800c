"""PostgreSQL: pools by role, units of work, SQL files, composed statements, migrations."""
