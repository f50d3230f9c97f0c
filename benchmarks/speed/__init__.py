"""How fast whole commands are, each beside its yardstick in the same run."""
