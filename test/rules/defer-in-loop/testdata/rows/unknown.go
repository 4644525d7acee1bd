package rows

import (
	"context"

	"example.com/orm"
)

// Next has said that there is no more: database/sql has closed the rows, whoever gives them.
func names(ctx context.Context, tx *orm.Tx, ids []string) ([]string, error) {
	var names []string
	for _, id := range ids {
		rows, err := tx.QueryContext(ctx, "SELECT name FROM t WHERE id = ?", id)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return nil, err
			}
			names = append(names, name)
		}
	}
	return names, nil
}

func firstNames(ctx context.Context, tx *orm.Tx, ids []string) ([]string, error) {
	var names []string
	for _, id := range ids {
		rows, err := tx.QueryContext(ctx, "SELECT name FROM t WHERE id = ?", id)
		if err != nil {
			return nil, err
		}
		defer rows.Close() // want defer-in-loop info medium
		if rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return nil, err
			}
			names = append(names, name)
		}
	}
	return names, nil
}

// An iterator that can do more than rows is not known to close itself.
func keys(ctx context.Context, store *orm.Store, prefixes []string) ([]string, error) {
	var keys []string
	for _, prefix := range prefixes {
		each, err := store.Query(ctx, prefix)
		if err != nil {
			return nil, err
		}
		defer each.Close() // want defer-in-loop info medium
		for each.Next() {
			keys = append(keys, each.Key())
		}
	}
	return keys, nil
}
