"""The homeserver that tests run on; where it is not installed, whatever needs it is skipped and says so."""

from alertbot.playground.homeserver import PASSWORD, Login, Synapse, missing

__all__ = ["PASSWORD", "Login", "Synapse", "missing"]
