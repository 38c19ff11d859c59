"""The store: what the bot keeps, in one database, sealed where it could endanger somebody.

Import modules from here by name; the package itself imports nothing, so that reading a document or computing
a digest does not load a database driver.
"""
