"""Read models as text, tables, Markdown, JSON and CSV; no arithmetic beyond rounding for display."""
