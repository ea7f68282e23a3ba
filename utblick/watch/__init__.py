"""The watch: what goes on out there that could serve the municipality's goals or its local actors."""
