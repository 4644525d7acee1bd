package main

import (
	"log"
	"net/http"
	"runtime"
)

// a helper of handlers
func refresh(client *http.Client) {
	defer runtime.GC() // want runtime-gc-explicit
	client.CloseIdleConnections()
}

func handle(w http.ResponseWriter, r *http.Request) {
	refresh(http.DefaultClient)
	w.WriteHeader(http.StatusNoContent)
}

func main() {
	http.HandleFunc("/", handle)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
