package main

import (
	"io"
	"log"
	"net/http"
	"runtime"
)

// a helper of handlers
func refresh(client *http.Client) {
	defer runtime.GC() // want runtime-gc-explicit
	client.CloseIdleConnections()
}

func handle(w http.ResponseWriter, r *http.Request) {
	refresh(http.DefaultClient)
	w.WriteHeader(http.StatusNoContent)
}

// what the map has let go of may have a finalizer
type manager struct {
	plugins map[string]io.Closer
}

func (m *manager) unload(name string) error {
	plugin := m.plugins[name]
	delete(m.plugins, name)
	err := plugin.Close()
	runtime.GC() // want runtime-gc-explicit low
	return err
}

func (m *manager) disable(w http.ResponseWriter, r *http.Request) {
	if err := m.unload(r.FormValue("name")); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// a map of its own
func count(w http.ResponseWriter, r *http.Request) {
	seen := map[string]int{"a": 1}
	delete(seen, r.FormValue("name"))
	w.WriteHeader(len(seen))
	w.Header().Set("Cache-Control", r.FormValue("cache"))
	for name := range seen {
		w.Header().Add("Seen", name)
	}
	runtime.GC() // want runtime-gc-explicit
}

func main() {
	m := &manager{plugins: map[string]io.Closer{}}
	http.HandleFunc("/disable", m.disable)
	http.HandleFunc("/count", count)
	http.HandleFunc("/", handle)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
