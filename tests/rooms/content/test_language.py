"""The template language lets nothing in that could exhaust a worker or reach outside."""

import pytest

from tidings.content.errors import TemplateInvalid
from tidings.content.rules.language import check_source

ALLOWED = [
    'Hello {{ first_name | default("there") }}!',
    "{% if first_name %}Dear {{ first_name }}{% elif name %}Dear {{ name }}{% else %}Hello{% endif %}",
    "{{ attributes.price | round(2) }} {{ last_name | upper }}",
    "{{ 'x }} y' }}",
    "{% if (country == 'FR' and not attributes.vip) or lifecycle in ('lead', 'student') %}a{% endif %}",
    "100 % sure, 5 * 3 = 15 {not code}",
]
REFUSED = [
    '{{ "a" * 1000000000 }}',
    '{{ "}}" * 1000000000 }}',
    "{{ '%}' ~ \"}}\" * 9 }}",
    '{% if {"a":{}} * 9 %}{% endif %}',
    "{% for i in range(1000000) %}x{% endfor %}",
    "{%- for x in tags %}x{% endfor %}",
    "{%+ set a = 1 %}",
    "{% macro a() %}{{ a() }}{% endmacro %}",
    "{% include 'secrets' %}",
    "{{ range(9) }}",
    "{{ debug() }}",
    "{{ 2 ** 100000 }}",
    "{{ first_name | replace('a', 'aaaa') }}",
    "{{ a['__class__'] }}",
    "{# {{ hidden }} #}",
    "{{ first_name",
    "{% if a",
    "{{ 'open }}",
    "nul \x00",
    "x" * 5000,
]


@pytest.mark.parametrize("source", ALLOWED)
def test_variables_conditions_and_filters_are_allowed(source: str) -> None:
    check_source("body.text", source)


@pytest.mark.parametrize("source", REFUSED)
def test_everything_else_is_refused_and_says_where(source: str) -> None:
    with pytest.raises(TemplateInvalid) as refused:
        check_source("body.text", source)
    assert refused.value.field == "body.text"
    assert refused.value.fix
