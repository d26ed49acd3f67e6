"""The ground floor: knows nothing of zones."""
