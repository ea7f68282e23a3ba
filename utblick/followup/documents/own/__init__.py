"""A Word template of the municipality's own: guarded, filled in a sandbox, and tried before it is taken into use."""
