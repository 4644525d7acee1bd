package main

import (
	"log"
	"net/http"
	"os"
	"reflect"
)

func main() {
	var opts struct {
		Profiles string `long:"profiles" description:"where profiles are \"taken\"" default:"localhost:6072"`
		Status   string `long:"status" default:":6073"`
		Given    string `long:"given" description:"no default"`
	}
	fill(&opts)
	go profiles(opts.Profiles)
	go given(opts.Given)
	if err := http.ListenAndServe(opts.Status, nil); err != nil { // want http-server-no-timeouts
		log.Fatal(err)
	}
}

func profiles(address string) {
	if err := http.ListenAndServe(address, nil); err != nil {
		log.Print(err)
	}
}

func given(address string) {
	if err := http.ListenAndServe(address, nil); err != nil { // want http-server-no-timeouts
		log.Print(err)
	}
}

// fill sets each field to what the environment has for it, or to the default that its tag gives.
func fill(opts any) {
	value := reflect.ValueOf(opts).Elem()
	for i := range value.NumField() {
		tag := value.Type().Field(i).Tag
		text, ok := os.LookupEnv(tag.Get("long"))
		if !ok {
			text = tag.Get("default")
		}
		value.Field(i).SetString(text)
	}
}
