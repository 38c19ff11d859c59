"""aiohttp alone, with a body that is serialised once: the most that a client over aiohttp can do."""

import json

import aiohttp

from benchmarks.clients.work import Report, Work, run, side_by_side
from benchmarks.message import BUTTONS, HTML

_KEYBOARD = [[{"text": button.label, "callback_data": button.data}] for button in BUTTONS]
_SAME = {
    "text": HTML,
    "parse_mode": "HTML",
    "link_preview_options": {"is_disabled": True},
    "reply_markup": {"inline_keyboard": _KEYBOARD},
}


async def main(work: Work) -> Report:
    url = f"{work.url}/bot{work.token}/sendMessage"
    body = json.dumps(_SAME).encode()[1:]
    headers = {"Content-Type": "application/json"}
    connector = aiohttp.TCPConnector(limit=work.at_once)
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

        async def send(chat: int) -> None:
            async with session.post(url, data=b'{"chat_id":%d,%b' % (chat, body)) as response:
                await response.read()
                response.raise_for_status()

        return await side_by_side(work, send)


if __name__ == "__main__":
    run(main)
