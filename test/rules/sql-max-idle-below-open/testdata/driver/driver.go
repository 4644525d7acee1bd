package driver

import "database/sql"

// Which database this is about is not known, nor what a connection to it costs.
func open(name, dsn string) (*sql.DB, error) {
	db, err := sql.Open("columns", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(5) // want sql-max-idle-below-open hint low
	return db, nil
}
