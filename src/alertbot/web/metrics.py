"""Figures for Prometheus. Labels name states, kinds, results and platforms; never a person, chat or text."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from aiohttp import web
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from alertbot.domain.delivery import DeliveryState
from alertbot.domain.standing import ANSWER, BOUNDS, Sends, Standing, Vitals, clock_fault
from alertbot.errors import StoreUnavailable
from alertbot.ports import Pulse
from alertbot.web.glance import Glance

LABELS = frozenset({"state", "kind", "result", "platform", "version", "le"})
"""All label names there are; each has a handful of values."""


class Metrics:
    """One registry of its own, so that two bots in one process share nothing."""

    def __init__(self, glance: Glance, pulse: Pulse, version: str) -> None:
        self._glance = glance
        self._pulse = pulse
        self._registry = CollectorRegistry()
        self._figures = _Figures(version)
        self._registry.register(self._figures)
        ProcessCollector(registry=self._registry)

    def routes(self) -> Sequence[web.RouteDef]:
        return (web.get("/metrics", self.page),)

    async def page(self, request: web.Request) -> web.Response:
        """503 while the database cannot be read: old figures would look like good ones."""
        try:
            standing = await self._glance.standing()
        except StoreUnavailable:
            return web.Response(status=503, text="the database cannot be read\n")
        self._figures.look(standing, self._pulse)
        return web.Response(
            body=generate_latest(self._registry),
            headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"},
        )


class _Figures(Collector):
    """What was seen last, in Prometheus' words."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._standing: Standing | None = None
        self._vitals, self._sends = Vitals(), Sends()

    def look(self, standing: Standing, pulse: Pulse) -> None:
        self._standing, self._vitals, self._sends = standing, pulse.vitals(), pulse.sends()

    def collect(self) -> Iterator[Metric]:
        if self._standing is not None:
            yield from _ledger(self._standing)
            yield from _around(self._standing)
            yield from _process(self._standing, self._vitals)
            yield from _sends(self._sends)
        yield InfoMetricFamily("alertbot", "Which release this is.", {"version": self._version})


def _ledger(standing: Standing) -> Iterator[Metric]:
    rows = GaugeMetricFamily("alertbot_outbox_rows", "Rows of the delivery ledger.", labels=("state",))
    for state in DeliveryState:
        rows.add_metric((state.value,), standing.rows.get(state, 0))
    yield rows
    oldest = GaugeMetricFamily(
        "alertbot_oldest_pending_seconds",
        "How long the oldest row that may leave has waited.",
        labels=("kind",),
    )
    for kind in sorted({ANSWER, *standing.oldest}):
        since = standing.oldest.get(kind)
        oldest.add_metric((kind,), standing.age(since) if since else 0.0)
    yield oldest
    in_doubt = standing.rows.get(DeliveryState.IN_DOUBT, 0)
    yield _gauge("in_doubt", "Rows that may or may not have arrived.", in_doubt)
    yield _gauge("running_broadcasts", "Broadcasts neither done nor halted.", len(standing.running))


def _around(standing: Standing) -> Iterator[Metric]:
    inbox = standing.inbox
    lag = standing.age(inbox.since) if inbox.since else 0.0
    yield _gauge("inbox_waiting", "Events not handled yet.", inbox.waiting)
    yield _gauge("inbox_lag_seconds", "How long the oldest of them has waited.", lag)
    yield _gauge("quarantined", "Events put aside, kept for 7 days.", inbox.quarantined)
    overdue = max((standing.age(one.due) for one in standing.coming), default=0.0)
    yield _gauge("reminder_overdue_seconds", "How long a reminder that is due has not fired.", overdue)
    yield _gauge("reminder_lateness_seconds", "How late the newest reminder fired.", standing.lateness)
    yield _gauge("db_bytes", "The database file.", standing.size)
    yield _gauge("wal_bytes", "Its write-ahead log.", standing.log)


def _process(standing: Standing, vitals: Vitals) -> Iterator[Metric]:
    yield _gauge("messages_per_second", "Accepted messages, over the last minute.", vitals.rate)
    yield _gauge("loop_lag_seconds", "How late the event loop was, at worst within seconds.", vitals.lag)
    polls = GaugeMetricFamily(
        "alertbot_poll_age_seconds", "Since the platform last answered a poll.", labels=("platform",)
    )
    for name, age in vitals.polls.items():
        if age is not None:
            polls.add_metric((name,), age)
    yield polls
    if vitals.tick is not None:
        yield _gauge("tick_age_seconds", "Since the last look at what is due.", vitals.tick)
    sane = not clock_fault(standing, stepped=vitals.stepped, driven=vitals.driven)
    yield _gauge("clock_sane", "1 while the clock can be believed.", float(sane))


def _sends(sends: Sends) -> Iterator[Metric]:
    results = CounterMetricFamily(
        "alertbot_sends", "Requests to send or redraw, by what the platform said.", labels=("result",)
    )
    for result, many in sends.results.items():
        results.add_metric((result,), many)
    yield results
    seconds = HistogramMetricFamily("alertbot_send_seconds", "How long the platform took to answer those.")
    bounds = [*map(str, BOUNDS), "+Inf"]
    seconds.add_metric((), list(zip(bounds, accumulate(sends.within), strict=True)), sends.seconds)
    yield seconds


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"alertbot_{name}", what, value=value)
