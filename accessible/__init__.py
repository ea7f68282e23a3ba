"""`make accessible`: every page of the demo as each role meets it, asked by axe and walked by keys alone; every PDF checked."""
