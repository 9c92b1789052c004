"""Through which doors do people come in?"""
