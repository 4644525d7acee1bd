package basic

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

type orders struct{ db *sql.DB }

func (o *orders) create(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second) // want context-background-in-request warning high
	defer cancel()
	if _, err := o.db.ExecContext(ctx, "INSERT INTO orders DEFAULT VALUES"); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (o *orders) remove(w http.ResponseWriter, r *http.Request) {
	_, err := o.db.ExecContext(context.TODO(), "DELETE FROM orders") // want context-background-in-request warning high
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// Whoever writes the work next hands it this one.
func (o *orders) started(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second) // want context-background-in-request warning high
	defer cancel()
	_ = ctx
}
