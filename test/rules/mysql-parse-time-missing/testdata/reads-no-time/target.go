// Pools through which no time is read: parseTime would change nothing.
package main

import (
	"database/sql"
	"fmt"

	"github.com/go-sql-driver/mysql"
)

type target struct {
	dsn    string
	db     *sql.DB
	insert *sql.Stmt
	remove *sql.Stmt
}

func newTarget(user, password, address string) (*target, error) {
	config := mysql.Config{User: user, Passwd: password, Net: "tcp", Addr: address}
	t := &target{dsn: config.FormatDSN()}
	return t, t.open()
}

func (t *target) open() (err error) {
	db, err := sql.Open("mysql", t.dsn)
	if err != nil {
		return err
	}
	t.db = db
	if err := t.db.Ping(); err != nil {
		return err
	}
	if t.insert, err = t.db.Prepare("INSERT INTO events VALUES (?, ?)"); err != nil {
		return err
	}
	t.remove, err = t.db.Prepare("DELETE FROM events WHERE k = ?")
	return err
}

func (t *target) send(key, value string) error {
	if _, err := t.remove.Exec(key); err != nil {
		return err
	}
	_, err := t.insert.Exec(key, value)
	return err
}

func columns(schema string) ([]string, error) {
	db, err := sql.Open("mysql", "app@tcp(db:3306)/information_schema")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var count int
	if err := db.QueryRow("SELECT COUNT(*) FROM columns").Scan(&count); err != nil {
		return nil, err
	}
	rows, err := db.Query("SELECT column_name, column_default FROM columns WHERE table_schema = ?", schema)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		var fallback any
		if err := rows.Scan(&name, &fallback); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

func main() {
	t, err := newTarget("app", "secret", "db:3306")
	if err != nil {
		panic(err)
	}
	if err := t.send("a", "b"); err != nil {
		panic(err)
	}
	fmt.Println(columns("shop"))
}
