"""alertbot and its peers, measured side by side: ``python -m benchmarks``, or ``make bench``."""
