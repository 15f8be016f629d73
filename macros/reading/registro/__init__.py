"""The register of what was approved: its rows, the forms that they are fingerprints of, and what no longer fits."""
