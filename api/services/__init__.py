"""What callers can have done. A service opens and closes its own transactions."""
