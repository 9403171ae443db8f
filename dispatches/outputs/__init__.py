"""A published story becomes bytes: pure functions from values.PublishedStory; no Django here."""
