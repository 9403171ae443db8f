"""Text alone: no Django, no database, no clock, no network."""
