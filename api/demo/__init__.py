"""The demo workspace: an invented vendor, its catalogue, and a simulated year of its buyers."""
