"""What can be asked of a store: functions of a store, a day and filters, giving Estimates or a frozen answer."""
