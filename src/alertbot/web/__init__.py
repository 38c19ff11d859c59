"""What the bot serves over HTTP, on loopback unless told otherwise: health, metrics, the letter page."""
