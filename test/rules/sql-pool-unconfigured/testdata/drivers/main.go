// Embedded databases, a pool that pgxpool limits, a connector, and drivers that only the configuration knows.
package main

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"os"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	_ "github.com/mattn/go-sqlite3"
)

type pools struct {
	all []*sql.DB
}

func open(ctx context.Context) (*pools, error) {
	memory, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return nil, err
	}
	configured, err := sql.Open(os.Getenv("DRIVER"), os.Getenv("DSN"))
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.New(ctx, "postgres://app@db/app")
	if err != nil {
		return nil, err
	}
	fromPool := sql.OpenDB(stdlib.GetPoolConnector(pool))
	also := stdlib.OpenDBFromPool(pool)

	cfg := mysql.NewConfig()
	cfg.ParseTime = true
	connector, err := mysql.NewConnector(cfg)
	if err != nil {
		return nil, err
	}
	direct := sql.OpenDB(connector) // want sql-pool-unconfigured warning high
	return &pools{all: []*sql.DB{memory, configured, fromPool, also, direct}}, nil
}

func main() {
	p, err := open(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) { log.Print(p.all) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
