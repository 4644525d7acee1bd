package main

import (
	"log"

	"example.com/reload/api"
)

func main() {
	var server api.Fixed
	log.Fatal(server.Run("/etc/tls/tls.crt", "/etc/tls/tls.key"))
}
