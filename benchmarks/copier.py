"""A hand that copies a CSV file into a plain table: the floor of an import. The argument is the database's address."""

import csv
import sys
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.hands import serve


def copying(url: str) -> None:
    """Serve on one connection: for each file told, copy its rows in one transaction and say how many these were."""
    with psycopg.connect(url) as connection:

        def do(told: dict[str, Any]) -> dict[str, Any]:
            with Path(told["file"]).open(encoding="utf-8", newline="") as file, connection.cursor() as cursor:
                rows = csv.reader(file)
                next(rows)
                with cursor.copy("COPY plain (first_name, phone, course, tags) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
                copied = cursor.rowcount
            connection.commit()
            return {"count": copied}

        serve(do)


if __name__ == "__main__":
    copying(sys.argv[1])
