"""The tests; each docstring states a fact that its test holds."""
