"""What do the answers add up to?"""
