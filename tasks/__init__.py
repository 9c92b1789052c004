"""What is one unit of work? One transaction: load, decide, record."""
