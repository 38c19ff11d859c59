"""Python itself, told what this process is like: much that lives for ever, answers that wait for commits."""

import gc
import sys

YOUNG = 10_000
"""New objects between two looks at the young ones; a message's own go as soon as it is sent."""

OLDER = 20

HANDOVER_SECONDS = 0.001
"""How long the event loop goes on before a commit that is done in its thread may say so. Five times that is
usual, and every answer to a tap waited for that."""


def settle() -> None:
    """Call it once, when everything is built that lives as long as the process.

    Modules, catalogues and the library of cases are a million objects, and walking them all takes a seventh
    of a second in which nobody is answered; during an alert at full pace that was a tenth of all time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER, OLDER)
    gc.enable()
    sys.setswitchinterval(HANDOVER_SECONDS)
