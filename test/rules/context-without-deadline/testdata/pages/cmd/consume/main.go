// Consume works until something fails.
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
	for {
		var id int
		row := db.QueryRowContext(ctx, "SELECT take_job()") // want context-without-deadline warning high
		if err := row.Scan(&id); err != nil {
			log.Print(err)
			return
		}
		if id%2 == 0 {
			continue
		}
		fmt.Println(id)
	}
}
