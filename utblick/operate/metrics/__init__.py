"""How the installation fares, in numbers, for Prometheus (docs/operate/watching.md)."""
