"""Speaking JSON over HTTP with the two ends of a demo: Tidings' public API and the simulator's control door."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson
from pyreqwest.client import SyncClientBuilder
from pyreqwest.exceptions import RequestError

from tidings.kernel.errors import TidingsError

_TIMEOUT = timedelta(seconds=60)
_FIRST_ERROR = 400
_NAME_AND_VALUE = 2

Json = dict[str, Any]


class Declined(TidingsError):
    """The other side answered with an error; `answered` is the HTTP status (0: there was no answer)."""

    kind = "declined"

    def __init__(self, answered: int, what: str, problem: Mapping[str, Any]) -> None:
        words = problem.get("detail") or problem.get("title") or problem
        super().__init__(str(problem.get("code", "declined")), f"{what}: {answered or 'no answer'}: {words}", fix=problem.get("fix"))
        self.answered = answered


class Client:
    """Asks one server. `key` is sent as bearer token."""

    def __init__(self, base: str, key: str | None = None) -> None:
        self.base = base
        self.key = key
        self._http = SyncClientBuilder().error_for_status(enable=False).timeout(_TIMEOUT).build()

    def get(self, path: str) -> Json:
        """Return what stands at a path. Raises Declined."""
        return self.ask("GET", path)

    def post(self, path: str, body: object = None) -> Json:
        """Send a body and return the answer. Raises Declined."""
        return self.ask("POST", path, body)

    def put(self, path: str, body: object = None) -> Json:
        """Put a body and return the answer. Raises Declined."""
        return self.ask("PUT", path, body)

    def upload(self, path: str, content: bytes, kind: str) -> Json:
        """Post a file of a media type and return the answer. Raises Declined."""
        return orjson.loads(self.send("POST", path, content, kind))

    def rows(self, path: str) -> list[Json]:
        """Return a list that comes on one page. Raises Declined."""
        return orjson.loads(self.send("GET", path))["items"]

    def figures(self, path: str) -> dict[str, float]:
        """Return figures in Prometheus' text format that have no labels. Raises Declined."""
        lines = (line.split() for line in self.send("GET", path).decode().splitlines())
        return {words[0]: float(words[1]) for words in lines if len(words) == _NAME_AND_VALUE}

    def ask(self, method: str, path: str, body: object = None) -> Json:
        """Send a request with a JSON body and return the JSON of the answer, an object. Raises Declined."""
        return orjson.loads(self.send(method, path, b"" if body is None else orjson.dumps(body), "application/json") or b"{}")

    def send(self, method: str, path: str, content: bytes = b"", kind: str = "") -> bytes:
        """Send a request whose body has a media type and return the answer's body. Raises Declined."""
        request = self._http.request(method, self.base + path)
        if self.key is not None:
            request = request.bearer_auth(self.key)
        if content:
            request = request.header("content-type", kind).body_bytes(content)
        try:
            response = request.build().send()
        except RequestError as error:
            raise Declined(0, f"{method} {path}", {"detail": type(error).__name__}) from error
        said = bytes(response.bytes())
        if response.status >= _FIRST_ERROR:
            raise Declined(response.status, f"{method} {path}", orjson.loads(said) if said.startswith(b"{") else {})
        return said

    def close(self) -> None:
        """Close the connections."""
        self._http.close()
