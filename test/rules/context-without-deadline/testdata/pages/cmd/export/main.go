// Export reads page after page and ends: who started it sees it and can end it.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"os"

	_ "github.com/go-sql-driver/mysql"
)

func main() {
	db, err := sql.Open("mysql", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	last := 0
	for {
		var id int
		row := db.QueryRowContext(ctx, "SELECT min(id) FROM pages WHERE id > ?", last) // want context-without-deadline hint low
		if err := row.Scan(&id); err != nil {
			log.Fatal(err)
		}
		if id == 0 {
			break
		}
		fmt.Println(id)
		last = id
	}
}
