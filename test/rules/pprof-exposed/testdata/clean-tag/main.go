package main

import (
	"log"
	"net/http"
)

// Nothing of the build without tags registers profiles.
func main() {
	log.Fatal(http.ListenAndServe(":8080", nil))
}
