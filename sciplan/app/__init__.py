"""What sciplan can do, one function per use: plain arguments, the clock and the user among them; no Typer, no Rich."""
