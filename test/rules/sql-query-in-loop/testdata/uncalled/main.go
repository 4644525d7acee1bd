package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"

	_ "github.com/lib/pq"

	"example.com/library/books"
)

func main() {
	db, err := sql.Open("postgres", "host=db")
	if err != nil {
		panic(err)
	}
	shelf := books.New(db)
	catalogue := books.NewCatalogue(db)
	fmt.Println(catalogue.Size(), catalogue.Years(context.Background(), []int{1, 2}))
	http.HandleFunc("/titles", func(w http.ResponseWriter, r *http.Request) {
		titles, err := shelf.Titles(r.Context(), []int{1, 2, 3})
		fmt.Fprint(w, titles, err)
	})
	_ = http.ListenAndServe(":8080", books.NewPages(db))
}
