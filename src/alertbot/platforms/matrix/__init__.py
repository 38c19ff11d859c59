"""Matrix: encrypted, verified, and each message exactly once.

``talk`` is the platform; ``session`` and ``signing`` make the bot's device one that others trust; ``ears``
hears, ``rooms`` knows who sits where, ``events`` and ``view`` translate, both pure."""
