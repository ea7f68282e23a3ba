"""From priority to result: how far the chain of each priority holds, and where it breaks."""
