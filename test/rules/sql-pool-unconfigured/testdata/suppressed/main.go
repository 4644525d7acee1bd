package main

import (
	"database/sql"
	"log"
	"net/http"

	_ "github.com/lib/pq"
)

func main() {
	//premortem:ignore sql-pool-unconfigured the proxy in front of this database limits connections
	db, err := sql.Open("postgres", "dbname=app")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) { log.Print(db.Ping()) })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
