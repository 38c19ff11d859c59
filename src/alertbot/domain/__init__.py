"""What the campaign is about, as values. Nothing here waits, stores, sends or reads a clock."""
