"""Tables that the law package reads: agencies, days off, the reporting calendar."""
