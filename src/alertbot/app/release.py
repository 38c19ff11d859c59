"""Which release this is."""

from importlib.metadata import PackageNotFoundError, version


def _installed() -> str:
    try:
        return version("alertbot")
    except PackageNotFoundError:
        return "unknown"


RELEASE = _installed()
