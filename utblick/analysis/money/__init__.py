"""Where the money came from and where it went: of what the steps of a period cost."""
