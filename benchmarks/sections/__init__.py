"""What is measured, one module a subject; each answers with tables."""
