"""What does the text demand, of whom, by which day? Pure: bytes, text and dates in, values out."""
