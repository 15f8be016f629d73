"""Acts, variations, versions."""
