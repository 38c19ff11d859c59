"""Screens into words: gettext catalogues, names, dates and direction, per language."""
