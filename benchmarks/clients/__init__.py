"""Who is measured: each a program of its own, told what to do by one JSON argument.

``python -m benchmarks.clients.<name> '{...}'`` sends to chats ``first``, ``first + 1`` and so on, and prints
one line of JSON. The peers' programs run in an environment without alertbot and import nothing of it.
"""
