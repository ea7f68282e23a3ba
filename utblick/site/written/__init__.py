"""The public pages that people write, in Wagtail: their types, who may write them, how they are shown."""
