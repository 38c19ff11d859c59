"""The promises about crashes, proven by killing the real bot again and again: ``python -m tests.trust``.

A nursery imports the bot once and forks a child per life (``nursery``, ``life``). A strict Bot API server
that outlives them all counts what arrived (``witness``). People play small stories with it (``plays``), and
lives end at random instants or at the k-th commit or network write (``points``). What is lost or repeated is
found by comparing what arrived with what was owed (``findings``), and told as a table (``report``).
"""
