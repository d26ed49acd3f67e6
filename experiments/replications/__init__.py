"""What publications found, asked here again: one experiment file each. `python -m experiments.replications`."""
