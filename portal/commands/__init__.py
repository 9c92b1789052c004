"""One module per command: what `portal.cli` calls."""
