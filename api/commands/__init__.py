"""The command line: one module a command. They choose and print; services do."""
