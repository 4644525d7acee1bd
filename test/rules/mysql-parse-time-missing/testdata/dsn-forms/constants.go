package open

import "database/sql"

// The driver's name and the data source are constants of another file.
func constants() (*sql.DB, error) { return sql.Open(driver, dsn) } // want mysql-parse-time-missing hint high
