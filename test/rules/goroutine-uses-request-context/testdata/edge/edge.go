package edge

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

type orders struct{ db *sql.DB }

func (o *orders) audit(ctx context.Context) {
	if _, err := o.db.ExecContext(ctx, "INSERT INTO audit DEFAULT VALUES"); err != nil {
		log.Println(err)
	}
}

// A function of the module works with it.
func (o *orders) create(w http.ResponseWriter, r *http.Request) {
	go o.audit(r.Context()) // want goroutine-uses-request-context info high
	w.WriteHeader(http.StatusAccepted)
}

// What is derived from it ends with it, whatever its limit.
func (o *orders) derived(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
	go func() {
		defer cancel()
		o.audit(ctx) // want goroutine-uses-request-context info high
	}()
	w.WriteHeader(http.StatusAccepted)
}

// gin holds the request.
func (o *orders) gin(c *gin.Context) {
	ctx := c.Request.Context()
	go func() {
		o.audit(ctx) // want goroutine-uses-request-context info high
	}()
	c.Status(http.StatusAccepted)
}

// A handler that is a literal.
func routes(mux *http.ServeMux, o *orders) {
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		go func(ctx context.Context) {
			o.audit(ctx) // want goroutine-uses-request-context info high
			log.Println("done")
		}(r.Context())
		go o.audit(r.Context()) // want goroutine-uses-request-context info high
	})
}
