package clean

import (
	"context"
	"database/sql"
)

func deferred(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.ExecContext(ctx, "SET x = 1")
	return err
}

type session struct{ conn *sql.Conn }

func (s *session) Close() error { return s.conn.Close() }

func open(ctx context.Context, db *sql.DB) (*session, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &session{conn: conn}, nil
}

// A getter lends what it keeps.
type holder interface{ Conn() *sql.Conn }

func borrowed(ctx context.Context, h holder) error {
	conn := h.Conn()
	return conn.PingContext(ctx)
}
