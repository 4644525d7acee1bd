package hooks

import (
	"context"
	"database/sql"
	"time"

	"go.uber.org/fx"
)

type store struct{ db *sql.DB }

func (s *store) find(ctx context.Context, id string) error {
	return s.db.QueryRowContext(ctx, "SELECT 1 WHERE id = $1", id).Err()
}

// The application stops: what is left is put away, within a limit of its own.
func provide(lc fx.Lifecycle, s *store, flush func(context.Context) error) {
	lc.Append(fx.Hook{
		// starting is given up when it takes too long
		OnStart: func(ctx context.Context) error {
			return s.find(context.Background(), "a") // want context-background-in-request info low
		},
		OnStop: func(ctx context.Context) error {
			own, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			return flush(own)
		},
	})
	lc.Append(fx.StopHook(func(ctx context.Context) error {
		own, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		return flush(own)
	}))
}
