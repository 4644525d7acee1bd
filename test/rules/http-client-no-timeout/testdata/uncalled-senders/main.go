package main

import (
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	address := os.Getenv("CARTS")
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		if err := healthy(address); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
		if err := audited(address); err != nil {
			log.Print(err)
		}
	})
	server := &http.Server{Addr: ":8080", ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}

func healthy(address string) error {
	response, err := carts.Get(address + "/health") // want http-client-no-timeout warning high
	if err != nil {
		return err
	}
	return response.Body.Close()
}
