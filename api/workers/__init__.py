"""What goes on beside the requests, for as long as the server runs."""
