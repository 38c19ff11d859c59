"""``python -m benchmarks.server --core N``: prints its port, and serves until it is ended."""

import argparse
import asyncio
import signal

import uvloop

from benchmarks.cores import pin

from .desk import Desk
from .wire import Line


async def serve() -> None:
    desk = Desk()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Line(desk), "127.0.0.1", 0, backlog=1024)
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    print(server.sockets[0].getsockname()[1], flush=True)
    await over.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.server", description=__doc__)
    parser.add_argument("--core", type=int, required=True)
    pin(parser.parse_args().core)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve())


if __name__ == "__main__":
    main()
