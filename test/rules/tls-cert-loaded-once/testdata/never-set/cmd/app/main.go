package main

import (
	"encoding/json"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"example.com/neverset/quiet"
)

func main() {
	listener, err := net.Listen("tcp", ":8443")
	if err != nil {
		log.Fatal(err)
	}
	options := quiet.Options{Wait: time.Minute}
	options.Serve(&http.Server{}, listener)

	config := quiet.Config{}
	text, err := os.ReadFile("config.json")
	if err == nil {
		err = json.Unmarshal(text, &config)
	}
	if err != nil {
		log.Fatal(err)
	}
	go func() { log.Print(config.Run(&http.Server{}, listener)) }()

	fixed := &quiet.Fixed{Key: "/etc/tls/key"}
	fixed.Chain = "/etc/tls/chain"
	log.Fatal(fixed.Run(&http.Server{}, listener))
}
