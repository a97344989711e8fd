"""What holds the product to the truth and to its speed; no page needs it."""
