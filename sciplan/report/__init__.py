"""Read models: what a report says, built from evaluations, without any formatting."""
