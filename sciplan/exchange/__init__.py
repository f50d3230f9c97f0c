"""Files into and out of the ledger."""
