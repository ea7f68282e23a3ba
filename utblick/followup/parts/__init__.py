"""The parts of a report, one module each: `write(figures)` gives the part, heading, draft, tables and lists."""
