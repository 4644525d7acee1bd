package main

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"os"

	_ "github.com/go-sql-driver/mysql"
)

type key struct{}

// ensure makes the schema once; the pool travels in the context and nobody can say who limits it.
func ensure(ctx context.Context) (context.Context, error) {
	db, err := sql.Open("mysql", os.Getenv("DSN"))
	if err != nil {
		return ctx, err
	}
	return context.WithValue(ctx, key{}, db), nil
}

func create(ctx context.Context) error {
	db, ok := ctx.Value(key{}).(*sql.DB)
	if !ok {
		return nil
	}
	_, err := db.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS orders (id BIGINT)")
	return err
}

func main() {
	http.HandleFunc("/init", func(w http.ResponseWriter, r *http.Request) {
		ctx, err := ensure(r.Context())
		if err == nil {
			err = create(ctx)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
