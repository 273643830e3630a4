"""The proof that channels say the same, on documents and on pages."""
