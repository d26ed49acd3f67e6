"""Where they meet."""
