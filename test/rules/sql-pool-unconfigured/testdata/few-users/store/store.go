// Package store writes what happened.
package store

import (
	"database/sql"
	"net/http"

	_ "github.com/lib/pq"
)

// Sink takes one event after the other.
type Sink interface {
	Record(event string) error
	RecordAll(events []string) error
}

// Journal is used by the goroutine that main starts, and by a command.
type Journal struct{ db *sql.DB }

func NewJournal(dsn string) (*Journal, error) {
	db, err := sql.Open("postgres", dsn) // want sql-pool-unconfigured info low
	if err != nil {
		return nil, err
	}
	return &Journal{db: db}, nil
}

func (j *Journal) Record(event string) error {
	_, err := j.db.Exec("INSERT INTO events (name) VALUES ($1)", event)
	return err
}

// RecordAll is there for the interface: nobody calls it.
func (j *Journal) RecordAll(events []string) error {
	for _, event := range events {
		if _, err := j.db.Exec("INSERT INTO events (name) VALUES ($1)", event); err != nil {
			return err
		}
	}
	return nil
}

func (j *Journal) Close() error { return j.db.Close() }

// Visits is used by each request too.
type Visits struct{ db *sql.DB }

func NewVisits(dsn string) (*Visits, error) {
	db, err := sql.Open("postgres", dsn) // want sql-pool-unconfigured warning high
	if err != nil {
		return nil, err
	}
	return &Visits{db: db}, nil
}

func (v *Visits) Add(name string) error {
	_, err := v.db.Exec("INSERT INTO visits (name) VALUES ($1)", name)
	return err
}

func (v *Visits) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := v.Add(r.URL.Path); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// Jobs is used by as many goroutines as there are jobs.
type Jobs struct{ db *sql.DB }

func NewJobs(dsn string) (*Jobs, error) {
	db, err := sql.Open("postgres", dsn) // want sql-pool-unconfigured warning high
	if err != nil {
		return nil, err
	}
	return &Jobs{db: db}, nil
}

func (j *Jobs) Done(name string) error {
	_, err := j.db.Exec("UPDATE jobs SET done = true WHERE name = $1", name)
	return err
}
