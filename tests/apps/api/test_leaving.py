"""Who hangs up while a long reading goes on ends it: the database does not count for nobody."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from support.databases import cloned
from support.serving import served_api
from support.waiting import wait_until

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def test_a_statement_ends_when_whoever_asked_for_it_hangs_up(server_url: str, template: str, tmp_path: Path) -> None:
    with cloned(server_url, template) as url, served_api(url, tmp_path) as api, psycopg.connect(url) as holder, psycopg.connect(url) as looker:
        looker.autocommit = True

        def waits() -> bool:
            row = looker.execute(WAITING).fetchone()
            return row is not None and row[0] > 0

        segment = api.ask("POST", "/segments", {"name": "Everybody", "text": 'lifecycle is "lead"'}).json()["id"]
        holder.execute("LOCK TABLE contacts IN ACCESS EXCLUSIVE MODE")
        parts = urlsplit(api.base)
        with socket.create_connection((parts.hostname or "", parts.port or 80)) as line:
            line.sendall(f"GET /segments/{segment}/count HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.key}\r\n\r\n".encode())
            wait_until(waits)
        wait_until(lambda: not waits())
        holder.rollback()
        assert api.ask("GET", f"/segments/{segment}/count", None).status == 200
