package clean

import (
	"database/sql"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

func open(dsn string) *sql.DB {
	db, err := sql.Open("mysql", dsn)
	if err != nil {
		panic(err)
	}
	return db
}

func same(dsn string) *sql.DB {
	db := open(dsn)
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(20)
	return db
}

// The limit is not above the default.
func few(dsn string) *sql.DB {
	db, _ := sql.Open("mysql", dsn)
	db.SetMaxOpenConns(2)
	return db
}

type config struct{ Open, Idle int }

func configured(dsn string, c config) *sql.DB {
	db := open(dsn)
	db.SetMaxOpenConns(c.Open)
	db.SetMaxIdleConns(c.Idle)
	return db
}

// Connections are let go on purpose.
func short(dsn string) *sql.DB {
	db, _ := sql.Open("mysql", dsn)
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(5)
	db.SetConnMaxIdleTime(10 * time.Second)
	return db
}

func pooler() *sql.DB {
	db, _ := sql.Open("postgres", "host=db port=6432")
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(5)
	return db
}

// Two pools.
func two(one, other *sql.DB) {
	one.SetMaxOpenConns(20)
	one.SetMaxIdleConns(20)
	other.SetMaxIdleConns(2)
}

// Set again by what the caller says.
func again(dsn string, n int) *sql.DB {
	db := open(dsn)
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(5)
	if n > 0 {
		db.SetMaxIdleConns(n)
	}
	return db
}

type limits struct{}

func (limits) SetMaxOpenConns(int) {}
func (limits) SetMaxIdleConns(int) {}

func other(l limits) {
	l.SetMaxOpenConns(20)
	l.SetMaxIdleConns(5)
}
