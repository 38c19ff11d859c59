"""Every kind of no: who is really gone is forgotten, everybody else stays, and the alert goes on."""

from pathlib import Path

from sqlalchemy import select

from alertbot.domain.delivery import DeliveryState
from alertbot.domain.subscriber import Address, SubscriberState
from alertbot.store.schema import delivery
from tests.support.judge import Fault
from tests.support.judge_limits import Limits

from .ledger import ledger
from .stage import Stage, staged

GONE, FAILED = DeliveryState.GONE, DeliveryState.FAILED
REFUSALS = {
    10_001: (403, "Forbidden: bot was blocked by the user", GONE, "gone"),
    10_002: (403, "Forbidden: user is deactivated", GONE, "gone"),
    10_003: (400, "Bad Request: chat not found", GONE, "gone"),
    10_004: (400, "Bad Request: PEER_ID_INVALID", GONE, "gone"),
    10_005: (403, "Forbidden: bot can't initiate conversation with a user", GONE, "gone"),
    -1001: (403, "Forbidden: bot was kicked from the supergroup chat", GONE, "gone"),
    -1002: (403, "Forbidden: bot is not a member of the channel chat", GONE, "gone"),
    -1003: (403, "Forbidden: the group chat was deleted", GONE, "gone"),
    -1004: (400, "Bad Request: not enough rights to send text messages to the chat", FAILED, "no-rights"),
    -1005: (400, "Bad Request: need administrator rights in the channel chat", FAILED, "no-rights"),
    -1006: (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", FAILED, "no-rights"),
    -1007: (403, "Forbidden: not enough rights to send text messages", FAILED, "no-rights"),
    -1008: (400, "Bad Request: TOPIC_CLOSED", FAILED, "thread-gone"),
    -1009: (400, "Bad Request: message thread not found", FAILED, "thread-gone"),
    10_006: (400, "Bad Request: can't parse entities: Unsupported start tag", FAILED, "markup"),
    10_007: (400, "Bad Request: message is too long", FAILED, "too-long"),
    10_008: (413, "Request Entity Too Large", FAILED, "too-large"),
    10_009: (400, "Bad Request: wrong file identifier/HTTP URL specified", FAILED, "file"),
    10_010: (400, "Bad Request: whatever comes next year", FAILED, "bad-request"),
    10_011: (403, "Forbidden: whatever comes next year", FAILED, "forbidden"),
}
REACHED = range(20_001, 20_021)


async def test_whoever_is_gone_is_forgotten_and_whoever_refuses_stays(tmp_path: Path) -> None:
    async with staged(tmp_path, limits=Limits(rate=100), RATE="100") as stage:
        await stage.seat([*REACHED[:10], *REFUSALS, *REACHED[10:]])
        asked: list[int] = []

        def weather(method: str, chat: int) -> Fault | None:
            if chat not in REFUSALS:
                return None
            asked.append(chat)
            code, text, _, _ = REFUSALS[chat]
            return Fault("refused", code=code, text=text)

        stage.judge.weather = weather
        await stage.bot.start()
        await stage.publish()
        await stage.judge.until(lambda: all(stage.judge.sent[chat] for chat in REACHED))
        await stage.judge.until(lambda: len(asked) >= len(REFUSALS))
        assert await stage.bot.stop() == 0
        assert sorted(asked) == sorted(REFUSALS)
        assert {stage.judge.sent[chat] for chat in REACHED} == {1}
        await _sorted(stage)
        assert not [text for _, text, _, _ in REFUSALS.values() if text in stage.bot.log]
        stage.clean()


async def _sorted(stage: Stage) -> None:
    async with ledger(stage.bot.data) as tx:
        for chat, (_, text, state, reason) in REFUSALS.items():
            known = await tx.people.find(Address("telegram", str(chat)))
            assert known is not None
            row = await tx.work.row(
                select(delivery.c.state, delivery.c.reason).where(delivery.c.subscriber == known.id)
            )
            assert row is not None
            standing = SubscriberState.GONE if state is GONE else SubscriberState.ACTIVE
            assert (row.state, row.reason, known.state) == (state, reason, standing), text
