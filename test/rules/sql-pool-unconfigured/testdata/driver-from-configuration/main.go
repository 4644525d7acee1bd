// The name of the driver is not known, but the only one that is linked talks to a server.
package main

import (
	"database/sql"
	"log"
	"net/http"
	"os"

	_ "github.com/lib/pq"
)

func main() {
	db, err := sql.Open(os.Getenv("DRIVER"), os.Getenv("DSN")) // want sql-pool-unconfigured info medium
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) { log.Print(db.Ping()) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
