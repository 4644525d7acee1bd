package writes

import (
	"context"
	"database/sql"

	_ "github.com/lib/pq"
)

type booking struct{ seat, guest int }

// Each round locks a row and writes it.
func book(ctx context.Context, tx *sql.Tx, bookings []booking) error {
	for _, b := range bookings {
		var taken bool
		row := tx.QueryRowContext(ctx, "SELECT taken FROM seats WHERE id = $1 FOR UPDATE", b.seat) // want sql-query-in-loop hint low
		if err := row.Scan(&taken); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE seats SET taken = true, guest = $1 WHERE id = $2", b.guest, b.seat); err != nil {
			return err
		}
	}
	return nil
}

// Only some rounds write.
func free(ctx context.Context, tx *sql.Tx, bookings []booking) error {
	for _, b := range bookings {
		var guest int
		row := tx.QueryRowContext(ctx, "SELECT guest FROM seats WHERE id = $1", b.seat) // want sql-query-in-loop hint high
		if err := row.Scan(&guest); err != nil {
			return err
		}
		if guest == b.guest {
			if _, err := tx.ExecContext(ctx, "UPDATE seats SET taken = false WHERE id = $1", b.seat); err != nil {
				return err
			}
		}
	}
	return nil
}
