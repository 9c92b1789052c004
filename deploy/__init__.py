"""What differs between two machines?"""
