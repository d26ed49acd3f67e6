"""What a person reads: words, charts, maps."""
