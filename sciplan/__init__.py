"""sciplan: target tracking for science literacy action plans. Imports nothing."""

__version__ = "0.1.0"
