"""Where an error came from, without a word of what it held."""

import traceback


def where(error: BaseException) -> dict[str, str]:
    """The class of an error and the line that raised it: safe to log, because it quotes no value."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "alertbot" in frame.filename] or frames
    place = f"{own[-1].filename.rpartition('alertbot/')[2]}:{own[-1].lineno}" if own else "unknown"
    return {"error": type(error).__name__, "at": place}
