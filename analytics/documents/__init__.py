"""What leaves the dashboard: the printed memo, workbooks and tables that say which data, day and filters."""
