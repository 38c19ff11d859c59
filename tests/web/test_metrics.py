"""Figures for Prometheus: the right numbers, and no label that could name anybody."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from aiohttp.test_utils import make_mocked_request
from prometheus_client.parser import text_string_to_metric_families

from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState
from alertbot.domain.language import Localised
from alertbot.domain.standing import BOUNDS, Backlog, Coming, Matter, Outgoing, Sends, Standing
from alertbot.web.glance import FRESH, Glance
from alertbot.web.metrics import LABELS, Metrics

from .operators import NOW, WELL, FixedClock, FixedPulse, Time, ToldStore

SECOND = timedelta(seconds=1)
TITLE = Localised({"en": "Free Ainur"})
BUSY = Standing(
    NOW,
    {DeliveryState.QUEUED: 7, DeliveryState.SENT: 40, DeliveryState.IN_DOUBT: 2},
    {"alert": NOW - 90 * SECOND, "answer": NOW - SECOND},
    running=(Outgoing(Matter(1, BroadcastKind.ALERT, TITLE), BroadcastState.RUNNING, 40, 49),),
    inbox=Backlog(3, NOW - 4 * SECOND, 1),
    coming=(Coming(NOW - 30 * SECOND, TITLE),),
    lateness=0.5,
    size=1_000_000,
    log=2_000,
)
Samples = Mapping[tuple[str, tuple[tuple[str, str], ...]], float]


class Scraped:
    def __init__(self, store: ToldStore | None = None) -> None:
        self.time = Time()
        self.store = store or ToldStore(BUSY)
        self.pulse = FixedPulse(replace(WELL, rate=24.5))
        self.metrics = Metrics(Glance(self.store.port, FixedClock(), self.time), self.pulse, "1.2.3")

    async def text(self) -> str:
        answer = await self.metrics.page(make_mocked_request("GET", "/metrics"))
        assert answer.status == 200
        assert isinstance(answer.body, bytes)
        return answer.body.decode()

    async def samples(self) -> Samples:
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(await self.text())
            for sample in family.samples
        }


async def test_the_figures_are_those_of_the_store_and_the_process() -> None:
    found = await Scraped().samples()
    expected = {
        ("alertbot_outbox_rows", (("state", "queued"),)): 7,
        ("alertbot_outbox_rows", (("state", "failed"),)): 0,
        ("alertbot_oldest_pending_seconds", (("kind", "alert"),)): 90,
        ("alertbot_oldest_pending_seconds", (("kind", "answer"),)): 1,
        ("alertbot_in_doubt", ()): 2,
        ("alertbot_running_broadcasts", ()): 1,
        ("alertbot_inbox_waiting", ()): 3,
        ("alertbot_inbox_lag_seconds", ()): 4,
        ("alertbot_quarantined", ()): 1,
        ("alertbot_reminder_overdue_seconds", ()): 30,
        ("alertbot_reminder_lateness_seconds", ()): 0.5,
        ("alertbot_db_bytes", ()): 1_000_000,
        ("alertbot_wal_bytes", ()): 2_000,
        ("alertbot_messages_per_second", ()): 24.5,
        ("alertbot_loop_lag_seconds", ()): 0.01,
        ("alertbot_poll_age_seconds", (("platform", "telegram"),)): 1,
        ("alertbot_tick_age_seconds", ()): 0.5,
        ("alertbot_clock_sane", ()): 1,
        ("alertbot_info", (("version", "1.2.3"),)): 1,
    }
    assert {key: found.get(key) for key in expected} == expected


async def test_requests_to_send_are_counted_by_result_and_timed() -> None:
    scraped = Scraped()
    scraped.pulse.sent = Sends({"sent": 2, "later": 1}, (1, 0, 1, 0, 1, *(0,) * (len(BOUNDS) - 4)), 0.27)
    found = await scraped.samples()
    assert found["alertbot_sends_total", (("result", "sent"),)] == 2
    assert found["alertbot_sends_total", (("result", "later"),)] == 1
    assert found["alertbot_send_seconds_count", ()] == 3
    assert found["alertbot_send_seconds_bucket", (("le", "0.1"),)] == 2
    assert found["alertbot_send_seconds_bucket", (("le", "+Inf"),)] == 3
    assert found["alertbot_send_seconds_sum", ()] == 0.27


async def test_no_label_could_name_a_person_or_a_chat() -> None:
    scraped = Scraped()
    scraped.pulse.sent = Sends({"sent": 2})
    names = {name for _, labels in await scraped.samples() for name, _ in labels}
    assert names <= LABELS
    assert {"state", "kind", "result", "platform", "version", "le"} == LABELS


async def test_no_text_of_an_appeal_is_in_it() -> None:
    assert "Ainur" not in await Scraped().text()


async def test_the_memory_of_the_process_is_told() -> None:
    assert (await Scraped().samples())["process_resident_memory_bytes", ()] > 1_000_000


async def test_two_bots_in_one_process_share_nothing() -> None:
    first, second = Scraped(), Scraped()
    first.pulse.sent = Sends({"sent": 2})
    await first.text()
    assert ("alertbot_sends_total", (("result", "sent"),)) not in await second.samples()


async def test_the_store_is_asked_now_and_then_however_often_it_is_scraped() -> None:
    scraped = Scraped()
    for _ in range(5):
        await scraped.text()
    assert scraped.store.looks == 1
    scraped.time.seconds += FRESH
    await scraped.text()
    assert scraped.store.looks == 2


async def test_no_old_figures_are_shown_while_the_database_cannot_be_read() -> None:
    scraped = Scraped()
    await scraped.text()
    scraped.store.broken = True
    scraped.time.seconds += FRESH
    answer = await scraped.metrics.page(make_mocked_request("GET", "/metrics"))
    assert answer.status == 503
