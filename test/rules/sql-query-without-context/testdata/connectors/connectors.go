package connectors

import (
	"database/sql"

	"github.com/lib/pq"
	"github.com/uptrace/bun/driver/pgdriver"
)

// watch asks again and again.
func watch(ticks <-chan int, report func(error)) {
	for range ticks {
		report(limited())
		report(endless())
	}
}

// The connectors of this driver end every read by themselves.
func limited() error {
	db := sql.OpenDB(pgdriver.NewConnector(pgdriver.WithDSN("postgres://shop@db:5432/shop")))
	defer db.Close()
	_, err := db.Exec("UPDATE carts SET open = false") // want sql-query-without-context hint low
	return err
}

// Those of this one do not.
func endless() error {
	connector, err := pq.NewConnector("host=db")
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	_, err = db.Exec("UPDATE carts SET open = false") // want sql-query-without-context info high
	return err
}
