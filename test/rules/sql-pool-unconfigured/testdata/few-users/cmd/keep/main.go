package main

import (
	"log"
	"net/http"
	"os"

	"example.com/keep/store"
)

func main() {
	journal, err := store.NewJournal(os.Getenv("DSN"))
	if err != nil {
		log.Fatal(err)
	}
	visits, err := store.NewVisits(os.Getenv("DSN"))
	if err != nil {
		log.Fatal(err)
	}
	jobs, err := store.NewJobs(os.Getenv("DSN"))
	if err != nil {
		log.Fatal(err)
	}
	if err := journal.Record("started"); err != nil {
		log.Fatal(err)
	}
	events := make(chan string)
	go record(journal, events)
	go work(jobs, events)
	log.Fatal(http.ListenAndServe(":8080", visits))
}

func record(sink store.Sink, events <-chan string) {
	for event := range events {
		if err := sink.Record(event); err != nil {
			log.Print(err)
		}
	}
}

func work(jobs *store.Jobs, names <-chan string) {
	for name := range names {
		go func() {
			if err := jobs.Done(name); err != nil {
				log.Print(err)
			}
		}()
	}
}
