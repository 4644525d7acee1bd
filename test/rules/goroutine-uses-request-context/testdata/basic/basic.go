package basic

import (
	"database/sql"
	"log"
	"net/http"
)

type orders struct{ db *sql.DB }

func (o *orders) create(w http.ResponseWriter, r *http.Request) {
	go func() {
		if _, err := o.db.ExecContext(r.Context(), "INSERT INTO audit DEFAULT VALUES"); err != nil { // want goroutine-uses-request-context info high
			log.Println(err)
		}
	}()
	w.WriteHeader(http.StatusAccepted)
}
