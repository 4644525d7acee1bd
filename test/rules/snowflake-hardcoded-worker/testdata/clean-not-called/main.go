// A server that uses the package, but not its IDs.
package main

import (
	"fmt"
	"log"
	"net/http"

	"example.com/called/number"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, number.Double(21))
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
