"""What the applications of channels say and show, held against what was published."""
