"""Many lives: files, runs, effects."""
