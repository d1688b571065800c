"""Figures for Prometheus: requests by route and status, and what the rooms have to tell.

With several worker processes the figures of all of them are added up, by the files in PROMETHEUS_MULTIPROC_DIR (see `server`).
"""

import os
from collections.abc import Iterable, Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from tidings.apps.api.context import Reading

Family = CounterMetricFamily | GaugeMetricFamily

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})

disable_created_metrics()  # a series for each counter's time of birth, which nobody asks for


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        self._own = CollectorRegistry()
        self._requests = Counter("tidings_http_requests", "Requests answered.", ("method", "route", "status"), registry=self._own)
        self._seconds = Histogram("tidings_http_request_seconds", "Time to the end of the answer.", ("route",), buckets=_SECONDS, registry=self._own)
        self._callbacks = Counter(
            "tidings_webhook_calls", "Callbacks of providers, by what became of them.", ("provider", "outcome"), registry=self._own
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Note an answered request; `route` is the template, never the address."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def count_callback(self, provider: str, outcome: str) -> None:
        """Note a provider's callback: `stored`, or why it was refused."""
        self._callbacks.labels(provider, outcome).inc()

    def text(self, readings: Sequence[Reading]) -> bytes:
        """Return everything in the text format of Prometheus."""
        rooms = CollectorRegistry()
        rooms.register(_Readings(readings))
        return generate_latest(self._all()) + generate_latest(rooms)

    def _all(self) -> CollectorRegistry:
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return self._own
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
        return registry


class _Readings(Collector):
    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings

    def collect(self) -> Iterable[Family]:
        families: dict[str, Family] = {}
        for each in self._readings:
            family = families.get(each.name) or families.setdefault(each.name, _family(each))
            family.add_metric([each.labels[name] for name in sorted(each.labels)], each.value)
        return families.values()


def _family(reading: Reading) -> Family:
    kind = CounterMetricFamily if reading.counts else GaugeMetricFamily
    return kind(reading.name, reading.description, labels=sorted(reading.labels))
