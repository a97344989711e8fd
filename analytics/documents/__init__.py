"""What leaves the dashboard: the decision memo, workbooks and tables that say which data, day and filters."""
