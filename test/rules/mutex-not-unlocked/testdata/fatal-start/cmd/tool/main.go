package main

import (
	"fmt"
	"log"
	"net/http"

	"example.com/fatal/journal"
)

func main() {
	if err := journal.Start("journal.log"); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := journal.Note(r.URL.Path); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
