"""What is said to whom, as pure steps: an event and facts in, screens and commands out."""
