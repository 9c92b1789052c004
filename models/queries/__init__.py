"""All SELECTs, one module per noun."""
