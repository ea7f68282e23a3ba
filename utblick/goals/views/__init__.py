"""The pages of goals, a module for each subject."""
