"""One life: what a freshly forked child does until it ends or is ended."""

import asyncio
import ctypes
import os
import signal
import sys
import traceback
from datetime import datetime
from mmap import mmap
from pathlib import Path

from alertbot import cli
from alertbot.app.serving import opened_store
from alertbot.config import PREFIX, Settings
from alertbot.domain.subscriber import Address, ChatKind, Interests

from . import bugs
from .order import Birth
from .points import Points, plant

_DIE_WITH_PARENT = 1
"""``PR_SET_PDEATHSIG`` of prctl(2)."""

_libc = ctypes.CDLL(None)


def live(birth: Birth, page: mmap, nursery: int) -> None:
    """Never returns. ``nursery``: the process that must not die before us."""
    code = 1
    try:
        _settle_in(birth, nursery)
        if birth.seats:
            asyncio.run(_seat(birth))
        else:
            bugs.infect(birth.bug)
            if birth.end_at is not None:
                plant(Points(page, birth.end_at))
            cli.run()
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it was, this process ends here
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _settle_in(birth: Birth, nursery: int) -> None:
    _libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != nursery:
        raise SystemExit("the nursery is gone")
    os.setpgid(0, 0)
    os.chdir(birth.folder)
    log = os.open("log.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number in (1, 2):
        os.dup2(log, number)
    os.close(log)
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    os.environ.update({f"{PREFIX}{name}": value for name, value in birth.settings.items()})


async def _seat(birth: Birth) -> None:
    """In the order given, so that their numbers in the store follow it."""
    now = datetime.fromisoformat(birth.seated)
    settings = Settings(data_dir=Path(birth.settings["DATA_DIR"]))
    async with opened_store(settings) as store, store.transaction() as tx:
        for person in birth.seats:
            address = Address("telegram", str(person))
            await tx.people.put(address, ChatKind.PERSON, "en", Interests(), "2", now)
