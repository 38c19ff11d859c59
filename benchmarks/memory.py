"""What a process holds, as the system counts it."""

from pathlib import Path

NOW, PEAK = "VmRSS", "VmHWM"


def held(process: int | str, what: str) -> float | None:
    """Megabytes of ``NOW`` or ``PEAK``; ``None`` for a process that has ended. ``process``: its id, or
    ``self``. The system's own peak, because the one that getrusage tells is that of the parent at first."""
    lines = Path(f"/proc/{process}/status").read_text("ascii", "replace").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{what}:")), None)
