"""Many files, each accounted for: ledger, workers, trail, report."""
