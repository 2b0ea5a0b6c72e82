# Reports
