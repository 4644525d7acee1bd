package own

import "database/sql"

// Failure is an error of the program's own, nil when all went well.
type Failure interface {
	error
	Code() int
}

type store interface {
	Cursor(query string) (*sql.Rows, Failure)
}

type database struct {
	db      *sql.DB
	convert func(*sql.Rows, error) (*sql.Rows, Failure)
}

func (d *database) Cursor(query string) (*sql.Rows, Failure) {
	return d.convert(d.db.Query(query))
}

func names(s store) ([]string, Failure) {
	rows, err := s.Cursor("SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var name string
		if rows.Scan(&name) == nil {
			all = append(all, name)
		}
	}
	if rows.Err() != nil {
		return nil, nil
	}
	return all, nil
}
