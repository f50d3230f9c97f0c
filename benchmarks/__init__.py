"""Long measurements, each beside its yardstick in the same run; what they print is what they measured."""
