package main

import (
	"fmt"
	"log"
	"net/http"

	"example.com/calls/number"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		id, err := number.Next()
		fmt.Fprintln(w, id, err)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
