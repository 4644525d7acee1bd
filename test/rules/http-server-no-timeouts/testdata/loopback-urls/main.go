package main

import (
	"log"
	"net/http"

	"example.com/verify/urls/address"
)

func main() {
	go public()
	go asked()
	listen := address.Listen()
	log.Printf("listening at %s", listen)
	server := &http.Server{ // want http-server-no-timeouts info low
		Addr:    listen.Host,
		Handler: http.NewServeMux(),
	}
	log.Fatal(server.ListenAndServe())
}

func public() {
	where := address.Public()
	server := &http.Server{ // want http-server-no-timeouts warning high
		Addr:    where.Host,
		Handler: http.NewServeMux(),
	}
	log.Fatal(server.ListenAndServe())
}

func asked() {
	log.Fatal(http.ListenAndServe(address.Asked().Host, http.NewServeMux())) // want http-server-no-timeouts warning high
}
