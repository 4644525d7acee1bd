package main

import (
	"net/http"

	"example.com/handed/checks"
	"example.com/handed/tasks"
)

func main() {
	http.HandleFunc("/watch", func(w http.ResponseWriter, r *http.Request) { checks.Watch() })
	http.HandleFunc("/tasks", func(w http.ResponseWriter, r *http.Request) {
		<-tasks.Get().Ready()
		tasks.StartAll(tasks.Feeds(len(r.URL.Path)))
	})
	_ = http.ListenAndServe(":8080", nil)
}
