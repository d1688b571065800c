"""Where the demo listens."""

import pytest

from tidings.apps.demo.main import port_of
from tidings.kernel.errors import Invalid


def test_the_demo_listens_where_it_is_told_and_else_where_nobody_does() -> None:
    assert port_of({"TIDINGS_PORT": "8123"}) == 8123
    assert port_of({}) == 0
    with pytest.raises(Invalid):
        port_of({"TIDINGS_PORT": "many"})
