"""What the code that is tracked calls: runs, their config and their summary."""
