"""SQL kept in files: each room's heavy statements stand beside its queries as `sql/<name>.sql`."""

from functools import cache
from importlib.resources import files


@cache
def sql(package: str, name: str) -> str:
    """Return the statement in `<package>/sql/<name>.sql`; a missing file fails at import, not at the first use."""
    return files(package).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
