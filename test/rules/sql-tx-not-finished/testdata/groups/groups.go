package groups

import (
	"context"
	"database/sql"
	"fmt"

	"golang.org/x/sync/errgroup"
)

const update = "UPDATE t SET n = 1"

// literal ends the context of its transaction by the error that it returns.
func literal(ctx context.Context, db *sql.DB) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(update); err != nil {
			return err
		}
		return tx.Commit()
	})
	return group.Wait()
}

// viaCalls gives the group the error of move, and the function that mover makes.
func viaCalls(parent context.Context, db *sql.DB) error {
	group, ctx := errgroup.WithContext(parent)
	group.Go(func() error {
		return move(ctx, db)
	})
	group.Go(mover(ctx, db))
	return group.Wait()
}

func move(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(update); err != nil {
		return err
	}
	return tx.Commit()
}

func mover(ctx context.Context, db *sql.DB) func() error {
	return func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(update); err != nil {
			return err
		}
		return tx.Commit()
	}
}

// succeeds leaves without an error, which ends no context.
func succeeds(parent context.Context, db *sql.DB, isDry bool) error {
	group, ctx := errgroup.WithContext(parent)
	group.Go(func() error {
		tx, err := db.BeginTx(ctx, nil) // want sql-tx-not-finished warning high
		if err != nil {
			return err
		}
		if isDry {
			return nil
		}
		return tx.Commit()
	})
	return group.Wait()
}

// above begins on the context above that of the group.
func above(parent context.Context, db *sql.DB) error {
	group, _ := errgroup.WithContext(parent)
	group.Go(func() error {
		tx, err := db.BeginTx(parent, nil) // want sql-tx-not-finished warning high
		if err != nil {
			return err
		}
		if _, err := tx.Exec(update); err != nil {
			return err
		}
		return tx.Commit()
	})
	return group.Wait()
}

// dropped hides the error of its function from the group.
func dropped(parent context.Context, db *sql.DB) error {
	group, ctx := errgroup.WithContext(parent)
	group.Go(func() error {
		_ = moveQuietly(ctx, db)
		return nil
	})
	return group.Wait()
}

func moveQuietly(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil) // want sql-tx-not-finished warning high
	if err != nil {
		return err
	}
	if _, err := tx.Exec(update); err != nil {
		return err
	}
	return tx.Commit()
}

// other gives its function to a group that does not know the context.
func other(parent context.Context, db *sql.DB) error {
	_, ctx := errgroup.WithContext(parent)
	var group errgroup.Group
	group.Go(func() error {
		tx, err := db.BeginTx(ctx, nil) // want sql-tx-not-finished warning high
		if err != nil {
			return err
		}
		if _, err := tx.Exec(update); err != nil {
			return err
		}
		return tx.Commit()
	})
	return group.Wait()
}

// recovers gives the group what another attempt gives, which may be no error.
func recovers(parent context.Context, db *sql.DB) error {
	group, ctx := errgroup.WithContext(parent)
	group.Go(func() error {
		tx, err := db.BeginTx(ctx, nil) // want sql-tx-not-finished warning high
		if err != nil {
			return err
		}
		if _, err := tx.Exec(update); err != nil {
			_, err = db.Exec(update)
			return err
		}
		return tx.Commit()
	})
	return group.Wait()
}

// wraps says more of the error, which ends the context all the same.
func wraps(parent context.Context, db *sql.DB) error {
	group, ctx := errgroup.WithContext(parent)
	group.Go(func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(update); err != nil {
			err = fmt.Errorf("update: %w", err)
			return err
		}
		return tx.Commit()
	})
	return group.Wait()
}
