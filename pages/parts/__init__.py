"""What pages share: the frame and its guard, the filters, and the forms in which figures are shown."""
