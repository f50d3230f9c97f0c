"""The command line: parse, call app, render, exit. No rule of sciplan lives here."""
