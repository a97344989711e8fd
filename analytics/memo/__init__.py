"""What leaves the dashboard: workbooks and tables that say which data, which day and which filters."""
