"""What happens: events in, facts found, orders carried out, answers queued. Each step is one transaction."""
