"""Which processor core who runs on, so that server and client do not fight for one."""

import os


def cores() -> tuple[int, int]:
    """One for the clients and another one for the server; the same where there is only one."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[0], allowed[-1]


def pin(core: int) -> None:
    """Keep this process, and those that it starts, on one core."""
    os.sched_setaffinity(0, {core})
