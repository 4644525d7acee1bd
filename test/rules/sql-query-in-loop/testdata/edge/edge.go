package edge

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"
	"gorm.io/gorm"
)

type user struct {
	ID   int
	Name string
	Tags []string
}

type store struct {
	db *sqlx.DB
	g  *gorm.DB
}

// A function of the program runs the query.
func (s *store) fill(ctx context.Context, users []user) error {
	for i, u := range users {
		tags, err := s.tagsOf(ctx, u.ID) // want sql-query-in-loop hint medium
		if err != nil {
			return err
		}
		users[i].Tags = tags
	}
	return nil
}

func (s *store) tagsOf(ctx context.Context, id int) ([]string, error) {
	var tags []string
	err := s.db.SelectContext(ctx, &tags, "SELECT tag FROM tags WHERE user_id = $1", id)
	return tags, err
}

func (s *store) orm(ids map[int]bool) ([]user, error) {
	var users []user
	for id := range ids {
		var u user
		if err := s.g.Where("id = ?", id).First(&u).Error; err != nil { // want sql-query-in-loop hint high
			return nil, err
		}
		users = append(users, u)
	}
	return users, nil
}

// What a row says is asked for anew.
func rows(ctx context.Context, db *sql.DB, tx *sql.Tx) error {
	rows, err := db.QueryContext(ctx, "SELECT id FROM users")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var u user
		if err := rows.Scan(&u.ID); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, "SELECT name FROM names WHERE user_id = $1", u.ID).Scan(&u.Name) // want sql-query-in-loop hint high
		if err != nil {
			return err
		}
	}
	return rows.Err()
}

// A prepared statement saves the planning, not the way there and back.
func prepared(ctx context.Context, stmt *sql.Stmt, ids []int) (sum int, err error) {
	for _, id := range ids {
		var n int
		if err := stmt.QueryRowContext(ctx, id).Scan(&n); err != nil { // want sql-query-in-loop hint high
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// A text that is written into the statement is a value.
func sizes(ctx context.Context, db *sql.DB, schemas []string) (total int, err error) {
	for _, schema := range schemas {
		var n int
		text := "SELECT count(*) FROM tables WHERE schema = '%s'"
		if err := db.QueryRowContext(ctx, fmt.Sprintf(text, schema)).Scan(&n); err != nil { // want sql-query-in-loop hint high
			return 0, err
		}
		total += n
	}
	return total, nil
}

// Each round reads and writes a row of its own.
func count(ctx context.Context, tx *sql.Tx, users []user) error {
	for _, u := range users {
		var visits int
		if err := tx.QueryRowContext(ctx, "SELECT visits FROM users WHERE id = $1", u.ID).Scan(&visits); err != nil { // want sql-query-in-loop hint low
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE users SET visits = $1 WHERE id = $2", visits+1, u.ID); err != nil {
			return err
		}
	}
	return nil
}

// What is created is not made of what was read.
func (s *store) enter(users []user) error {
	for _, u := range users {
		var known user
		if err := s.g.Where("name = ?", u.Name).First(&known).Error; err == nil { // want sql-query-in-loop hint low
			continue
		}
		if err := s.g.Create(&user{Name: u.Name}).Error; err != nil {
			return err
		}
	}
	return nil
}

// It goes into another table.
func (s *store) greet(ctx context.Context, tx *sql.Tx, ids []int) error {
	for _, id := range ids {
		var name string
		if err := tx.QueryRowContext(ctx, "SELECT name FROM users WHERE id = $1", id).Scan(&name); err != nil { // want sql-query-in-loop hint low
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO greetings (text) VALUES ($1)", "Dear "+name); err != nil {
			return err
		}
	}
	return nil
}
