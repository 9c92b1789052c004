"""Through which doors people come in: web pages and the command line."""
