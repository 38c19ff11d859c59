"""A made-up appeal as people paste it."""

APPEAL = """Free Rosa Example!

4 October 2017
An Example Committee asks for your urgent help in Kazakhstan.

Rosa Example, the chair of the Example Union of Oil Workers, was arrested on 2 October 2017 in Aktau,
Kazakhstan. She had asked for higher wages at a meeting that the authorities had permitted. A court
ordered her to be held for two months.

Her family was not told where she is. Her lawyer was let in only after three days.

Please write to the authorities in Kazakhstan and ask them to:

i. Release Rosa Example immediately and unconditionally;
ii. Let her family visit her;
iii. Respect the freedom of association.

Addresses:
- Mr. Anatoly Placeholder, Minister of Internal Affairs of Kazakhstan. Email: minister@example.org
- Ms. Nadia Placeholder, Prosecutor General of Kazakhstan. Fax: +7 7172 50 64 02
"""
