package main

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"os/exec"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

var version = describe()

func describe() string {
	out, err := exec.CommandContext(context.Background(), "git", "fetch", "--tags").Output() // want context-without-deadline hint low
	if err != nil {
		return "unknown"
	}
	return string(out)
}

func init() {
	if err := exec.CommandContext(context.Background(), "docker", "info").Run(); err != nil { // want context-without-deadline hint low
		log.Print(err)
	}
}

type server struct{ db *sql.DB }

func open(dsn string) *sql.DB {
	db, err := sql.Open("mysql", dsn)
	if err != nil {
		log.Fatal(err)
	}
	// only main opens it, before it serves
	if err := db.PingContext(context.Background()); err != nil { // want context-without-deadline hint low
		log.Fatal(err)
	}
	return db
}

func main() {
	s := &server{db: open("app@tcp(db)/app")}
	ctx := context.Background()
	if err := s.db.PingContext(ctx); err != nil { // want context-without-deadline hint low
		log.Fatal(err)
	}
	go func() {
		for {
			if _, err := s.db.ExecContext(ctx, "DELETE FROM sessions WHERE expires < now()"); err != nil { // want context-without-deadline warning high
				log.Print(err)
			}
			time.Sleep(time.Minute)
		}
	}()
	http.HandleFunc("/", s.handle)
	srv := &http.Server{Addr: ":8080", ReadHeaderTimeout: time.Second}
	log.Fatal(srv.ListenAndServe())
}

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	var name string
	row := s.db.QueryRowContext(context.Background(), "SELECT name FROM users WHERE id = ?", r.FormValue("id")) // want context-without-deadline warning high
	if err := row.Scan(&name); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
