"""The project: settings and the addresses."""
