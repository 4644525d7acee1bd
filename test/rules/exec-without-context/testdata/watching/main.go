// A service beside which the same runner works.
package main

import (
	"log"
	"net/http"

	"example.com/watching/internal/git"
)

func main() {
	runner := git.Runner{}
	http.HandleFunc("/fetch", func(w http.ResponseWriter, r *http.Request) {
		if err := runner.Fetch(); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", nil))
}
