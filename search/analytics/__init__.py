"""What people search for, counted without personal data."""
