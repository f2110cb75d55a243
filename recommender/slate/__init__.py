"""Which set: drawn for the chance that at least one step is taken."""
