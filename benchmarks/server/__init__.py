"""The Bot API server that everybody is measured against: fast, and strict if it is told to be.

It is one process and judges nothing. It writes down what arrived and when; the arithmetic is done elsewhere.
"""
