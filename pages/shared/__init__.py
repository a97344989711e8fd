"""What every page uses: the frame (data, day, filters, words), the menu, the forms in which things are shown."""
