"""Messengers: one folder or module each, all behind :class:`alertbot.ports.Platform`."""
