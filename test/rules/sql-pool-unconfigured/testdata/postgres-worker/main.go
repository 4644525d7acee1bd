// No server, but goroutines: as many connections as they ask for.
package main

import (
	"database/sql"
	"log"
	"sync"

	_ "github.com/lib/pq"
)

func main() {
	db, err := sql.Open("postgres", "host=db dbname=app") // want sql-pool-unconfigured hint low
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	var wg sync.WaitGroup
	for i := 0; i < 1000; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if _, err := db.Exec("UPDATE jobs SET done = true WHERE id = $1", i); err != nil {
				log.Print(err)
			}
		}()
	}
	wg.Wait()
}
