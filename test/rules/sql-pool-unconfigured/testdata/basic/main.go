// A server whose pools nobody limits.
package main

import (
	"database/sql"
	"log"
	"net/http"

	_ "github.com/go-sql-driver/mysql"
)

type server struct {
	db *sql.DB
}

func openOrders(dsn string) (*sql.DB, error) {
	db, err := sql.Open("mysql", dsn) // want sql-pool-unconfigured warning high
	if err != nil {
		return nil, err
	}
	return db, db.Ping()
}

func (s *server) openInPlace(dsn string) (err error) {
	s.db, err = sql.Open("mysql", dsn) // want sql-pool-unconfigured warning high
	if err != nil {
		return err
	}
	return nil
}

func (s *server) count(w http.ResponseWriter, r *http.Request) {
	var n int
	if err := s.db.QueryRowContext(r.Context(), "SELECT COUNT(*) FROM orders").Scan(&n); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func main() {
	db, err := openOrders("app@tcp(db:3306)/orders?parseTime=true")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	s := &server{db: db}
	if err := s.openInPlace("app@tcp(db:3306)/orders?parseTime=true"); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/count", s.count)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
