// Package sqlmock stands for the mock of a driver.
package sqlmock

import (
	"database/sql"
	"errors"
)

// New gives a pool whose rows the test writes down.
func New() (*sql.DB, error) {
	return nil, errors.New("not here")
}
