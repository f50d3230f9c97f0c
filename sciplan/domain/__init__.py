"""What a plan, a figure and a status are: pure rules on the standard library, no I/O, no clock."""
