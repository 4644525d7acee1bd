package clean

import (
	"context"
	"database/sql"

	_ "github.com/lib/pq"
	_ "github.com/mattn/go-sqlite3"
)

type store struct {
	db    *sql.DB
	audit *sql.DB
}

func open(file string) (*store, error) {
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	audit, err := sql.Open("sqlite3", file+".audit")
	if err != nil {
		return nil, err
	}
	audit.SetMaxOpenConns(1)
	return &store{db: db, audit: audit}, nil
}

// The rows are read and closed first.
func (s *store) collected(ctx context.Context) error {
	rows, err := s.db.QueryContext(ctx, "SELECT id FROM posts")
	if err != nil {
		return err
	}
	var ids []int
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			rows.Close()
			return err
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := s.db.ExecContext(ctx, "DELETE FROM posts WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// One row, then closed.
func (s *store) first(ctx context.Context) error {
	rows, err := s.db.QueryContext(ctx, "SELECT id FROM posts")
	if err != nil {
		return err
	}
	var id int
	if rows.Next() {
		if err := rows.Scan(&id); err != nil {
			rows.Close()
			return err
		}
	}
	rows.Close()
	_, err = s.db.ExecContext(ctx, "DELETE FROM posts WHERE id = ?", id)
	return err
}

// The transaction is used inside it, and has ended behind it.
func (s *store) move(ctx context.Context, id int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		_, _ = s.db.ExecContext(ctx, "INSERT INTO failures VALUES (1)")
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM posts WHERE id = ?", id); err != nil {
		tx.Rollback()
		_, _ = s.db.ExecContext(ctx, "INSERT INTO failures VALUES (2)")
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, "INSERT INTO log VALUES (?)", id)
	return err
}

// Another pool.
func (s *store) audited(ctx context.Context, id int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.audit.ExecContext(ctx, "INSERT INTO audit VALUES (?)", id); err != nil {
		return err
	}
	return tx.Commit()
}

// A function that gets the transaction uses that one.
func (s *store) exec(ctx context.Context, tx *sql.Tx, id int) error {
	if tx != nil {
		_, err := tx.ExecContext(ctx, "DELETE FROM posts WHERE id = ?", id)
		return err
	}
	_, err := s.db.ExecContext(ctx, "DELETE FROM posts WHERE id = ?", id)
	return err
}

func (s *store) helped(ctx context.Context, id int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.exec(ctx, tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Whoever gets the rows may close them.
func (s *store) handed(ctx context.Context, drain func(*sql.Rows) error) error {
	rows, err := s.db.QueryContext(ctx, "SELECT id FROM posts")
	if err != nil {
		return err
	}
	if err := drain(rows); err != nil {
		return err
	}
	return s.db.PingContext(ctx)
}

// It runs when the function has ended the transaction.
func (s *store) deferred(ctx context.Context) error {
	defer s.db.PingContext(ctx)
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	go s.db.PingContext(ctx)
	return tx.Rollback()
}

// A pool without a limit opens another connection.
func unlimited(ctx context.Context, dsn string) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return db.PingContext(ctx)
}

// A limit that whoever runs the program sets is not judged.
func configured(ctx context.Context, dsn string, most int) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(most)
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return db.PingContext(ctx)
}

// Large enough.
func large(ctx context.Context, dsn string) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(50)
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return db.PingContext(ctx)
}
