package main

import (
	"log"
	"net/http"

	"example.com/local/listeners"
)

func main() {
	go serveOwn()
	log.Fatal(serveOuter())
}

func serveOwn() error {
	l, err := listeners.Own()
	if err != nil {
		return err
	}
	return http.Serve(l, http.NewServeMux())
}

func serveOuter() error {
	l, err := listeners.Outer()
	if err != nil {
		return err
	}
	return http.Serve(l, http.NewServeMux()) // want http-server-no-timeouts
}

// Nobody calls it yet.
func serveForgotten() error {
	return http.ListenAndServe(":8080", http.NewServeMux()) // want http-server-no-timeouts warning high
}
