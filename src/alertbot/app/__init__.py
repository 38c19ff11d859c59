"""The composition root: builds everything, owns lifetimes, passes values (never the settings) down."""
