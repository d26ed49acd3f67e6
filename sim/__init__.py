"""zonesim: an agent-based model of industrial-zone development."""
