"""Who must be told what, in which words, and whether it left."""
