"""The judge notices what it is there to notice."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.support.judge import TOKEN, Judge
from tests.support.judge_limits import Limits
from tests.support.judge_markup import Unparsable, length, shown
from tests.support.judge_spec import Spec
from tests.support.judge_wire import BOT_ID


class Caller:
    def __init__(self, judge: Judge, session: aiohttp.ClientSession) -> None:
        self.judge = judge
        self._session = session

    async def __call__(self, method: str, **parameters: object) -> Mapping[str, Any]:
        url = f"{self.judge.url}/bot{TOKEN}/{method}"
        async with self._session.post(url, json=parameters) as answer:
            return await answer.json()


@asynccontextmanager
async def calling(limits: Limits | None = None) -> AsyncGenerator[Caller]:
    judge = Judge(limits or Limits())
    await judge.start()
    async with aiohttp.ClientSession() as session:
        yield Caller(judge, session)
    await judge.stop()


needs_spec = pytest.mark.skipif(
    Spec.read() is None, reason="the Bot API's description does not lie beside the repository"
)


@needs_spec
@pytest.mark.parametrize(
    ("parameters", "fault"),
    [
        ({"chat_id": 1}, "sendMessage: text is missing"),
        ({"chat_id": 1, "text": "x", "colour": "red"}, "sendMessage: unknown parameter colour"),
        ({"chat_id": 1, "text": 5}, "sendMessage.text: no String"),
        ({"chat_id": True, "text": "x"}, "sendMessage.chat_id: no Integer"),
        (
            {"chat_id": 1, "text": "x", "link_preview_options": '{"is_disabled": "yes"}'},
            "sendMessage.link_preview_options.is_disabled: no Boolean",
        ),
        (
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}},
            "sendMessage.reply_markup.inline_keyboard[0][0].text is missing",
        ),
    ],
)
def test_a_request_that_is_not_as_described_is_noted(parameters: Mapping[str, Any], fault: str) -> None:
    spec = Spec.read()
    assert spec is not None
    assert spec.faults("sendMessage", parameters, frozenset()) == [fault]


@needs_spec
def test_a_method_nobody_knows_is_noted() -> None:
    spec = Spec.read()
    assert spec is not None
    assert spec.faults("sendPigeon", {}, frozenset()) == ["no method sendPigeon"]


async def test_a_second_message_to_a_chat_within_a_second_is_refused_and_noted() -> None:
    async with calling() as call:
        assert (await call("sendMessage", chat_id=7, text="one"))["ok"]
        answer = await call("sendMessage", chat_id=7, text="two")
        assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 1})
        assert call.judge.violations


async def test_more_messages_in_a_second_than_allowed_are_refused() -> None:
    async with calling(Limits(rate=5)) as call:
        answers = [await call("sendMessage", chat_id=person, text="one") for person in range(1, 7)]
        assert [answer["ok"] for answer in answers] == [True] * 5 + [False]


def test_a_group_takes_twenty_messages_in_any_minute() -> None:
    limits = Limits(rate=1000)
    for second in range(20):
        assert limits.wait(-5, float(second)) == 0
        limits.count(-5, float(second))
    assert limits.wait(-5, 20.0) == pytest.approx(40.0)
    assert limits.wait(-5, 60.0) == 0


def test_the_busiest_second_is_found_wherever_it_lies() -> None:
    limits = Limits()
    for at in (0.0, 0.9, 1.0, 1.5, 1.9, 2.5):
        limits.count(1, at)
    assert limits.busiest_second() == 4


async def test_an_update_comes_again_until_a_higher_offset_confirms_it() -> None:
    async with calling() as call:
        update = call.judge.say(7, "hello")
        for _ in range(2):
            (got,) = (await call("getUpdates", timeout=0))["result"]
            assert got["update_id"] == update
        assert (await call("getUpdates", timeout=0, offset=update + 1))["result"] == []
        assert call.judge.confirmed(update)


async def test_a_wrong_token_a_blocked_person_and_an_unchanged_edit_are_refused() -> None:
    async with calling() as call:
        call.judge.blocked.add(8)
        assert (await call("sendMessage", chat_id=8, text="x"))["error_code"] == 403
        sent = await call("sendMessage", chat_id=9, text="x")
        call.judge.limits = Limits()
        edit = {"chat_id": 9, "message_id": sent["result"]["message_id"], "text": "x"}
        assert "not modified" in (await call("editMessageText", **edit))["description"]
        assert not call.judge.violations


@pytest.mark.parametrize(
    "keyboard",
    [
        [[{"text": "Go", "callback_data": "x" * 65}]],
        [[{"text": "Go", "url": "mailto:a@example.org"}]],
        [[{"text": "Go"}]],
        [[{"text": "Go", "url": "https://example.org", "callback_data": "x"}]],
    ],
)
async def test_a_button_that_telegram_would_not_take_is_refused(keyboard: object) -> None:
    async with calling() as call:
        answer = await call("sendMessage", chat_id=9, text="x", reply_markup={"inline_keyboard": keyboard})
        assert answer["error_code"] == 400
        assert call.judge.violations


@pytest.mark.parametrize(
    "markup",
    [
        "<b>x",
        "x</b>",
        "<b><i>x</b></i>",
        "<script>x</script>",
        "a < b",
        "AT&T",
        "<code><b>x</b></code>",
        "<a>x</a>",
    ],
)
def test_markup_that_telegram_would_not_parse_is_refused(markup: str) -> None:
    with pytest.raises(Unparsable):
        shown(markup)


def test_what_is_shown_is_what_counts() -> None:
    markup = ' <b>a &lt; b</b> <a href="https://example.org/?a=1&amp;b=2">😀</a>\n<pre>c</pre> '
    assert shown(markup) == "a < b 😀\nc"
    assert length("😀") == 2


async def test_a_message_longer_than_4096_units_or_without_words_is_refused() -> None:
    async with calling() as call:
        assert (await call("sendMessage", chat_id=1, text="😀" * 2048))["ok"]
        assert not (await call("sendMessage", chat_id=2, text="😀" * 2049))["ok"]
        assert not (await call("sendMessage", chat_id=3, text=" <b> </b> ", parse_mode="HTML"))["ok"]


NOON = 1_000_000.0
TWO_DAYS = 48 * 3600.0


async def test_a_bot_deletes_what_it_sent_for_forty_eight_hours_and_only_once() -> None:
    async with calling(Limits(rate=1000, chat=1000)) as call:
        call.judge.clock = lambda: NOON
        young, old = [(await call("sendMessage", chat_id=7, text=text))["result"] for text in ("a", "b")]
        call.judge.clock = lambda: NOON + TWO_DAYS - 1
        assert await call("deleteMessage", chat_id=7, message_id=young["message_id"]) == {
            "ok": True,
            "result": True,
        }
        again = await call("deleteMessage", chat_id=7, message_id=young["message_id"])
        assert (again["error_code"], "message to delete not found" in again["description"]) == (400, True)
        call.judge.clock = lambda: NOON + TWO_DAYS
        late = await call("deleteMessage", chat_id=7, message_id=old["message_id"])
        assert (late["error_code"], "can't be deleted" in late["description"]) == (400, True)
        assert [message.text for message in call.judge.messages(7)] == ["b"]


async def test_a_bot_deletes_what_others_wrote_only_to_itself_or_where_it_administers() -> None:
    async with calling(Limits(rate=1000, chat=1000)) as call:
        call.judge.say(7, "hello")
        call.judge.say(7, "all", chat=-5)
        (to_it, in_group) = sorted(id for _, id in call.judge.said)
        assert (await call("deleteMessage", chat_id=7, message_id=to_it))["ok"]
        refused = await call("deleteMessage", chat_id=-5, message_id=in_group)
        assert "can't be deleted" in refused["description"]
        call.judge.administrators.add((-5, BOT_ID))
        assert (await call("deleteMessage", chat_id=-5, message_id=in_group))["ok"]
