package main

import (
	"context"
	"log"
	"net/http"
	"time"

	"example.com/added/jobs"
	"example.com/added/marks"
)

func work(number, url string) {
	if err := jobs.Report(context.Background(), url); err != nil {
		log.Print(err)
	}
	ctx := marks.AddJob(context.Background(), number)
	if number == "" {
		ctx = marks.Add(ctx, "unknown")
	}
	if err := jobs.Report(ctx, url); err != nil {
		log.Print(err)
	}
}

func main() {
	http.HandleFunc("/work", func(w http.ResponseWriter, r *http.Request) {
		work(r.FormValue("number"), r.FormValue("url"))
		ctx := marks.AddWithin(context.Background(), r.Context(), "asked")
		if err := jobs.Ask(ctx, r.FormValue("url")); err != nil {
			log.Print(err)
		}
	})
	server := &http.Server{Addr: ":8080", ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}
