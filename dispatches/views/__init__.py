"""Pages: find, ask one action, answer."""
