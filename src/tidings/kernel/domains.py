"""Names of domains as the DNS knows them: IDNA 2008 (RFC 5891), where straße.de is not strasse.de.

The codec of the standard library is that of 2003. What people write is mapped as UTS #46 does: case, width and composition do not matter.
"""

import re
import unicodedata

_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_A_LABEL = "xn--"
_LONGEST_LABEL = 63
_LETTERS_AND_DIGITS = frozenset({"Ll", "Lo", "Lm", "Mn", "Mc", "Nd"})
"""RFC 5892, 2.1; capitals are gone by then."""
_JOINING = frozenset("\u00b7\u0375\u05f3\u05f4\u30fb")
"""Points that a name of its script may hold (RFC 5892, appendix A). The invisible joiners are refused: with them a name shows as another."""


def ascii_domain(domain: str) -> str:
    """Return a domain in lower case, each label beyond ASCII as an A-label. Raises ValueError for what can't be one."""
    return ".".join(label.lower() if label.isascii() else _a_label(label) for label in _DOTS.split(domain))


def _a_label(label: str) -> str:
    # One character at a time: of a whole word `lower` makes a final sigma, which is another name.
    mapped = unicodedata.normalize("NFKC", "".join(each.lower() for each in unicodedata.normalize("NFKC", label)))
    if mapped.isascii():
        return mapped
    if mapped[2:4] == "--" or mapped.startswith("-") or mapped.endswith("-") or unicodedata.category(mapped[0]).startswith("M"):
        raise ValueError("not a label of a domain")
    if not all(each == "-" or each in _JOINING or unicodedata.category(each) in _LETTERS_AND_DIGITS for each in mapped):
        raise ValueError("a character that no domain has")
    written = _A_LABEL + mapped.encode("punycode").decode()
    if len(written) > _LONGEST_LABEL:
        raise ValueError("a label longer than the DNS takes")
    return written
