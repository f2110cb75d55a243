"""How likely an offer is to be taken: terms that add up in log-odds."""
