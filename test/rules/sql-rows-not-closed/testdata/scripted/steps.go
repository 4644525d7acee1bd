package scripted

import (
	"context"
	"database/sql"
)

type step func(ctx context.Context, conn *sql.Conn) error

func apply(ctx context.Context, conn *sql.Conn, steps ...step) error {
	for _, each := range steps {
		if err := each(ctx, conn); err != nil {
			return err
		}
	}
	return nil
}
