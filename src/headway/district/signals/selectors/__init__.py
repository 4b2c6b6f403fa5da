"""Who needs whom today, what happened to a signal, and whether anybody looks at all."""
