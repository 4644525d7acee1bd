package main

import (
	"net/http"
	"os"

	"example.com/module/boot"
	"example.com/module/restart"
	"example.com/module/stats"
)

func main() {
	boot.Logging()
	restart.Watch()
	restart.Sweep()
	restart.Poll()
	restart.Double()
	if err := run(); err != nil {
		os.Exit(1)
	}
}

func run() error {
	service := boot.NewService()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		stats.PerRequest()
		service.Touch()
	})
	for range 3 {
		stats.Several()
	}
	return http.ListenAndServe("localhost:8080", nil)
}
