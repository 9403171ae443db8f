"""Every change to a row: permission, lock, state, change, event, in one transaction."""
