package main

import (
	"database/sql"
	"log"
	"net/http"
	"os"
	"time"

	_ "github.com/go-sql-driver/mysql"
	"github.com/jmoiron/sqlx"
)

const most = 20

func main() {
	db, err := sql.Open("mysql", os.Getenv("DSN"))
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(most) // want sql-max-idle-below-open info high
	db.SetConnMaxIdleTime(5 * time.Minute)
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { db.PingContext(r.Context()) })
	replica := half(os.Getenv("REPLICA"))
	http.HandleFunc("/half", func(w http.ResponseWriter, r *http.Request) { replica.PingContext(r.Context()) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}

func half(dsn string) *sqlx.DB {
	db := sqlx.MustConnect("mysql", dsn)
	db.SetMaxIdleConns(most / 2) // want sql-max-idle-below-open hint high
	db.SetMaxOpenConns(most)
	return db
}

// Who keeps none wants none.
func none(dsn string) *sqlx.DB {
	db := sqlx.MustConnect("mysql", dsn)
	db.SetMaxIdleConns(0)
	db.SetMaxOpenConns(most)
	return db
}
