package main

import (
	"net/http"

	"example.com/startup/hub"
	"example.com/startup/phases"
)

func main() {
	topics := hub.NewTopics()
	routes := hub.NewRoutes()
	if err := phases.Run([]phases.Unit{&hub.Writer{Bus: topics}, &hub.Reader{Bus: topics}}); err != nil {
		panic(err)
	}
	http.HandleFunc("/topics", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(topics.Describe(r.URL.Path)))
	})
	http.HandleFunc("/routes", func(w http.ResponseWriter, r *http.Request) {
		routes.Add(r.URL.Path)
		_, _ = w.Write([]byte(routes.Describe(r.URL.Path)))
	})
	_ = http.ListenAndServe("localhost:7070", nil)
}
