"""The playground against the machine-readable Bot API reference, where a copy lies beside the repository."""

import json
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from alertbot.playground import Playground
from alertbot.playground.methods import METHODS

from .conftest import ANN, BEN, CHANNEL, GROUP, SMALL
from .test_sending import PNG

SPEC = Path(__file__).parents[2].parent / "shared" / "telegram" / "bot-api-spec.json"
Json = dict[str, Any]


@pytest.fixture(scope="module")
def spec() -> Json:
    if not SPEC.is_file():
        pytest.skip(f"the Bot API reference is not at {SPEC}")
    return json.loads(SPEC.read_text())


@pytest.mark.parametrize("name", METHODS)
def test_every_method_and_parameter_is_one_of_telegrams(spec: Json, name: str) -> None:
    known = {field["name"]: field for field in spec["methods"][name].get("fields", [])}

    for param in METHODS[name].params:
        assert param.name in known, f"{name} has no parameter {param.name}"
        assert param.required == known[param.name]["required"], f"{name}.{param.name}"
        assert param.types == " or ".join(known[param.name]["types"]), f"{name}.{param.name}"


@pytest.mark.parametrize("name", METHODS)
def test_what_telegram_requires_is_a_parameter_here(spec: Json, name: str) -> None:
    required = {field["name"] for field in spec["methods"][name].get("fields", []) if field["required"]}

    assert required <= {param.name for param in METHODS[name].params}


class Shapes:
    """Checks values against the types of the reference, all the way down."""

    def __init__(self, spec: Json) -> None:
        self._types: Json = spec["types"]

    def check(self, value: Any, types: list[str], where: str) -> None:
        faults = [self._fault(value, one, where) for one in types]
        assert "" in faults, faults

    def _fault(self, value: Any, kind: str, where: str) -> str:
        if kind.startswith("Array of "):
            return self._array_fault(value, kind.removeprefix("Array of "), where)
        plain = {"Integer": int, "String": str, "Boolean": bool, "Float": float}.get(kind)
        if plain is not None:
            return "" if type(value) is plain else f"{where} is not {kind}"
        if not isinstance(value, dict):
            return f"{where} is not {kind}"
        return self._object_fault(value, kind, where)  # pyright: ignore[reportUnknownArgumentType]

    def _array_fault(self, value: Any, kind: str, where: str) -> str:
        if not isinstance(value, list):
            return f"{where} is not an array"
        faults = [self._fault(item, kind, f"{where}[]") for item in value]  # pyright: ignore[reportUnknownVariableType]
        return next(filter(None, faults), "")

    def _object_fault(self, value: Json, kind: str, where: str) -> str:
        if subtypes := self._types[kind].get("subtypes"):
            faults = [self._object_fault(value, subtype, where) for subtype in subtypes]
            return "" if "" in faults else "; ".join(faults)
        fields = {field["name"]: field for field in self._types[kind].get("fields", [])}
        if unknown := value.keys() - fields.keys():
            return f"{where}: {kind} has no {sorted(unknown)}"
        if missing := {name for name, field in fields.items() if field["required"]} - value.keys():
            return f"{where}: {kind} lacks {sorted(missing)}"
        faults = (
            self._any_fault(item, fields[name]["types"], f"{where}.{name}") for name, item in value.items()
        )
        return next(filter(None, faults), "")

    def _any_fault(self, value: Any, types: list[str], where: str) -> str:
        faults = [self._fault(value, one, where) for one in types]
        return "" if "" in faults else "; ".join(faults)


CALLS: list[tuple[str, Json]] = [
    ("getMe", {}),
    ("getUpdates", {}),
    ("deleteWebhook", {}),
    ("getWebhookInfo", {}),
    ("setMyCommands", {"commands": [{"command": "help", "description": "Help"}]}),
    ("getMyCommands", {}),
    ("deleteMyCommands", {}),
    ("setMyDescription", {"description": "x"}),
    ("setMyShortDescription", {"short_description": "x"}),
    (
        "sendMessage",
        {"chat_id": ANN, "text": '<pre><code class="language-x">a</code></pre> /b', "parse_mode": "HTML"},
    ),
    (
        "sendMessage",
        {"chat_id": GROUP, "text": "x", "message_thread_id": 2, "reply_parameters": {"message_id": 1}},
    ),
    ("sendMessage", {"chat_id": CHANNEL, "text": "x", "link_preview_options": {"is_disabled": True}}),
    ("editMessageReplyMarkup", {"chat_id": ANN, "message_id": 6}),
    ("editMessageText", {"chat_id": ANN, "message_id": 6, "text": "new"}),
    ("sendChatAction", {"chat_id": ANN, "action": "typing"}),
    ("answerCallbackQuery", {"callback_query_id": "4000000000000001"}),
    ("getFile", {"file_id": "BQAC00000001"}),
    ("sendDocument", {"chat_id": ANN, "document": "BQAC00000001", "caption": "a@example.org"}),
    ("sendPhoto", {"chat_id": ANN, "photo": "BQAC00000002"}),
    ("getChat", {"chat_id": GROUP}),
    ("getChat", {"chat_id": ANN}),
    ("getChatMember", {"chat_id": GROUP, "user_id": BEN}),
    ("getChatMember", {"chat_id": GROUP, "user_id": ANN}),
    ("getChatAdministrators", {"chat_id": CHANNEL}),
    ("getChatMemberCount", {"chat_id": GROUP}),
    ("deleteMessage", {"chat_id": ANN, "message_id": 6}),
    ("deleteMessages", {"chat_id": ANN, "message_ids": [1]}),
    ("leaveChat", {"chat_id": GROUP}),
    ("close", {}),
    ("logOut", {}),
]


@pytest.mark.filterwarnings("ignore:Please use")
async def test_every_result_has_the_shape_telegram_promises(
    spec: Json, playground: Playground, bot: Bot
) -> None:
    await a_busy_morning(playground, bot)
    shapes = Shapes(spec)
    for name, params in CALLS:
        result = await bot.do_api_request(name, api_kwargs=params)
        shapes.check(result, spec["methods"][name]["returns"], name)

    assert {name for name, _ in CALLS} == set(METHODS)
    assert playground.violations == ()


async def a_busy_morning(playground: Playground, bot: Bot) -> None:
    """Brings about every kind of update and content there is."""
    playground.press_start(ANN)
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Sign", callback_data="s")]])
    await bot.send_message(ANN, "x", reply_markup=markup)
    playground.tap(ANN, "Sign")
    playground.send_file(ANN, ANN, "a.txt", b"x")
    playground.world.files.keep("photo.png", PNG, folder="photos")
    playground.say(BEN, GROUP, "/subscribe@alert_bot", thread=2)
    playground.say(BEN, CHANNEL, "hello")
    playground.add_bot(SMALL, ANN)
    playground.promote_bot(SMALL, ANN)
    playground.remove_bot(SMALL, ANN)
    playground.block(ANN)
    playground.unblock(ANN)
    await bot.send_message(ANN, "edited next", reply_markup=markup)
