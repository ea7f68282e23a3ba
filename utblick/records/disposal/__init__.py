"""What is disposed of: kinds.py says of which records and since when, hanging.py what goes with one, stopping.py what stops it;
drawing.py draws a list, deciding.py takes rows out and approves, disposing.py carries it out, protocol.py tells of it."""
