package clean

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"gorm.io/gorm"
)

type store struct{ db *sqlx.DB }

// Batches: a query for many.
func (s *store) batches(ctx context.Context, chunks [][]int64) ([]string, error) {
	var all []string
	for _, ids := range chunks {
		var names []string
		err := s.db.SelectContext(ctx, &names, "SELECT name FROM users WHERE id = ANY($1)", pq.Array(ids))
		if err != nil {
			return nil, err
		}
		all = append(all, names...)
	}
	return all, nil
}

// Each shard is another database.
func shards(ctx context.Context, all []*sql.DB) (sum int, err error) {
	for _, db := range all {
		var n int
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM users").Scan(&n); err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// A few that the source names.
func (s *store) fixed(ctx context.Context) (sum int, err error) {
	for _, state := range []string{"new", "done"} {
		var n int
		if err := s.db.GetContext(ctx, &n, "SELECT count(*) FROM jobs WHERE state = $1", state); err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// The query does not depend on the element.
func (s *store) same(ctx context.Context, ids []int) (n int, err error) {
	for range ids {
		err = s.db.GetContext(ctx, &n, "SELECT count(*) FROM jobs")
	}
	return n, err
}

// One is looked for.
func (s *store) search(ctx context.Context, names []string) (id int, err error) {
	for _, name := range names {
		err = s.db.GetContext(ctx, &id, "SELECT id FROM users WHERE name = $1", name)
		return id, err
	}
	return 0, sql.ErrNoRows
}

// Writing one by one may be meant.
func (s *store) write(ctx context.Context, names []string) error {
	for _, name := range names {
		if _, err := s.db.ExecContext(ctx, "INSERT INTO users (name) VALUES ($1)", name); err != nil {
			return err
		}
	}
	return nil
}

// Pages.
func (s *store) pages(ctx context.Context) error {
	for last := 0; ; {
		var ids []int
		err := s.db.SelectContext(ctx, &ids, "SELECT id FROM users WHERE id > $1 LIMIT 100", last)
		if err != nil || len(ids) == 0 {
			return err
		}
		last = ids[len(ids)-1]
	}
}

// A job that takes its time.
func (s *store) paced(ctx context.Context, ids []int) error {
	for _, id := range ids {
		var n int
		if err := s.db.GetContext(ctx, &n, "SELECT count(*) FROM jobs WHERE owner = $1", id); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

// Messages come one by one.
func (s *store) worker(ctx context.Context, ids <-chan int) error {
	for id := range ids {
		var n int
		if err := s.db.GetContext(ctx, &n, "SELECT count(*) FROM jobs WHERE owner = $1", id); err != nil {
			return err
		}
	}
	return nil
}

// What others choose to ask.
func (s *store) unknown(ctx context.Context, queries []string) error {
	for _, query := range queries {
		var n int
		if err := s.db.GetContext(ctx, &n, query); err != nil {
			return err
		}
	}
	return nil
}

// A routine of the database does the work, and may write.
func expire(ctx context.Context, db *sql.DB, channels []string) error {
	for _, channel := range channels {
		var removed int
		if err := db.QueryRowContext(ctx, "SELECT removed FROM expire_keys($1)", channel).Scan(&removed); err != nil {
			return err
		}
	}
	return nil
}

// The function writes each element down.
func names() []string { return []string{"a", "b", "c"} }

func fixed(ctx context.Context, db *sql.DB) (sum int, err error) {
	for _, name := range names() {
		var n int
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM users WHERE name = $1", name).Scan(&n); err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// What is read is a part of what is written for each.
func removeAll(ctx context.Context, db *sql.DB, ids []int64) error {
	for _, id := range ids {
		if err := remove(ctx, db, id); err != nil {
			return err
		}
	}
	return nil
}

func remove(ctx context.Context, db *sql.DB, id int64) error {
	var owned int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM repositories WHERE owner = $1", id).Scan(&owned); err != nil {
		return err
	}
	if owned > 0 {
		return nil
	}
	_, err := db.ExecContext(ctx, "DELETE FROM users WHERE id = $1", id)
	return err
}

// Each name is asked for once, however many rows it stands in.
func remembered(ctx context.Context, db *sql.DB, owners []int64) ([]string, error) {
	names := make(map[int64]string)
	var list []string
	for _, id := range owners {
		if _, ok := names[id]; !ok {
			var name string
			if err := db.QueryRowContext(ctx, "SELECT name FROM users WHERE id = $1", id).Scan(&name); err != nil {
				return nil, err
			}
			names[id] = name
		}
		list = append(list, names[id])
	}
	return list, nil
}

// Each table takes a statement of its own.
func rowsIn(ctx context.Context, db *sql.DB, shards []string) (total int, err error) {
	for _, shard := range shards {
		var n int
		if err := db.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*) FROM %s WHERE closed", shard)).Scan(&n); err != nil {
			return 0, err
		}
		var old int
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM archive_"+shard+" WHERE closed").Scan(&old); err != nil {
			return 0, err
		}
		total += n + old
	}
	return total, nil
}

type place struct {
	ID, Parent int
	Route      string
}

// What stands in the row of the parent is what an earlier round has put there.
func routes(g *gorm.DB, places []place) error {
	for _, each := range places {
		var above place
		if err := g.Where("id = ?", each.Parent).First(&above).Error; err != nil {
			return err
		}
		each.Route = above.Route + "/" + fmt.Sprint(each.ID)
		if err := g.Save(&each).Error; err != nil {
			return err
		}
	}
	return nil
}

func depths(ctx context.Context, tx *sql.Tx, places []place) error {
	for _, each := range places {
		var depth int
		row := tx.QueryRowContext(ctx, "SELECT depth FROM places WHERE id = $1", each.Parent)
		if err := row.Scan(&depth); err != nil {
			return err
		}
		below := depth + 1
		if _, err := tx.ExecContext(ctx, "UPDATE places SET depth = $1 WHERE id = $2", below, each.ID); err != nil {
			return err
		}
	}
	return nil
}
