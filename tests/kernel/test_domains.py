"""A domain with letters beyond ASCII is the one that its owner registered."""

import pytest

from tidings.kernel.domains import ascii_domain


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Example.ORG", "example.org"),
        ("straße.de", "xn--strae-oqa.de"),
        ("STRAẞE.de", "xn--strae-oqa.de"),
        ("strasse.de", "strasse.de"),
        ("φως.gr", "xn--3xahj.gr"),
        ("ΦΩΣ.gr", "xn--4xafj.gr"),
        ("CAFE\u0301.example", "xn--caf-dma.example"),
        ("bücher。example", "xn--bcher-kva.example"),
        ("日本語.jp", "xn--wgv71a119e.jp"),
        ("xn--strae-oqa.de", "xn--strae-oqa.de"),
        ("l·l.cat", "xn--ll-0ea.cat"),
    ],
)
def test_a_name_is_read_as_its_registry_reads_it(written: str, known: str) -> None:
    assert ascii_domain(written) == known


@pytest.mark.parametrize(
    "written", ["ex\u200dämple.org", "-ä.org", "ä-.org", "😀.org", "ab--ä.org", "\u0301a.org", "ü" * 63 + ".org", "a b\u00e9.org"]
)
def test_what_no_registry_takes_is_refused(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - why does not matter
        ascii_domain(written)
