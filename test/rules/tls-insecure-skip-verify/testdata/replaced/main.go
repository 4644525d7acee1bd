package main

import (
	"net/http"
	"os"
	"time"

	"example.com/replaced/scrape"
)

func main() {
	scrape.Configure(10 * time.Second)
	if len(os.Args) > 1 {
		scrape.ConfigureOther(10 * time.Second)
	}
	http.HandleFunc("/", scrape.Handle)
	_ = http.ListenAndServe(":8080", nil)
}
