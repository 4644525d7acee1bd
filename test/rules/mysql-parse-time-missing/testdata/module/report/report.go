package report

import (
	"database/sql"
	"time"
)

type Row struct{ At time.Time }

func Rows(rows *sql.Rows) (all []Row, err error) {
	defer rows.Close()
	for rows.Next() {
		var row Row
		if err := rows.Scan(&row.At); err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, rows.Err()
}
