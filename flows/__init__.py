"""In what order, and when, does the work run?"""
