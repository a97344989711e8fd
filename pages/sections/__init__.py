"""What the pages show, one folder per page, one file per section."""
