"""Who may see what: gates that answer with the name of a rule."""
