package connectors

import (
	"database/sql"

	"github.com/lib/pq"
)

// watch asks again and again.
func watch(ticks <-chan int, report func(error)) {
	for range ticks {
		report(endless())
	}
}

// A connector without a limit for statements.
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
