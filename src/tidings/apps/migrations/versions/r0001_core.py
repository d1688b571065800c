"""Core: organisations, contacts, consent, channels, limits, content, conversations, the ledger, campaigns."""

from importlib.resources import files

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the files of this revision in the order of their names."""
    folder = files("tidings.apps.migrations").joinpath("sql", revision)
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        op.get_bind().exec_driver_sql(file.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what was sent can't be unsent, so the ledger is never dropped by a migration."""
    message = "there is nothing before the first revision"
    raise RuntimeError(message)
