package wrapped

import "database/sql"

// Records are rows with the names of their columns.
type Records struct {
	rows  *sql.Rows
	names []string
	limit int
}

// Next says no as the rows do, or where there are none.
func (r *Records) Next() bool {
	if r.rows == nil {
		return false
	}
	return r.rows.Next()
}

// Within says no at the limit, too.
func (r *Records) Within() bool {
	r.limit--
	return r.limit >= 0 && r.rows.Next()
}

func (r *Records) Name() (name string, err error) {
	err = r.rows.Scan(&name)
	return name, err
}

func (r *Records) Err() error { return r.rows.Err() }

func (r *Records) Close() error { return r.rows.Close() }

func find(db *sql.DB, query string) (*Records, error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	names, err := rows.Columns()
	if err != nil {
		rows.Close()
		return nil, err
	}
	return &Records{rows: rows, names: names, limit: 8}, nil
}

// The last call of Next closes them.
func count(db *sql.DB) (int, error) {
	records, err := find(db, "SELECT name FROM books")
	if err != nil {
		return 0, err
	}
	n := 0
	for records.Next() {
		n++
	}
	return n, records.Err()
}

func firstOf(db *sql.DB) (string, error) {
	records, err := find(db, "SELECT name FROM books") // want sql-rows-not-closed
	if err != nil {
		return "", err
	}
	for records.Next() {
		return records.Name()
	}
	return "", records.Err()
}

func some(db *sql.DB) ([]string, error) {
	records, err := find(db, "SELECT name FROM books") // want sql-rows-not-closed
	if err != nil {
		return nil, err
	}
	var names []string
	for records.Within() {
		names = append(names, "")
	}
	return names, records.Err()
}
