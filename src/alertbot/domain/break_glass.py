"""Publishing alone, for the night when nobody else answers."""

from datetime import timedelta

ALONE = timedelta(minutes=15)
"""How long everybody else can stop what one organizer lets go alone (trust research, 1.7)."""
