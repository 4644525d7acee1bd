package main

import (
	"log"
	"net/http"

	flags "github.com/jessevdk/go-flags"
)

func main() {
	var opts struct {
		Profiles string `long:"profiles" description:"where profiles are \"taken\"" default:"localhost:6072"`
		Status   string `long:"status" default:":6073"`
		Given    string `long:"given" description:"no default"`
	}
	if _, err := flags.NewParser(&opts, flags.Default).Parse(); err != nil {
		log.Fatal(err)
	}
	go func() { log.Print(http.ListenAndServe(opts.Profiles, nil)) }()
	go func() { log.Print(http.ListenAndServe(opts.Given, nil)) }() // want http-server-no-timeouts
	log.Fatal(http.ListenAndServe(opts.Status, nil)) // want http-server-no-timeouts
}
