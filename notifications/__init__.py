"""Who must be told what, in which words, and did it leave?"""
