package main

import (
	"fmt"
	"log"
	"net/http"
	"runtime"
	"runtime/pprof"
	"time"
)

var table []int

// once, when the program has read what it needs
func load() {
	table = make([]int, 1000)
	runtime.GC()
}

// before a profile, to have the numbers of what is alive
func heap(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Cache-Control", "no-store")
	runtime.GC()
	if err := pprof.WriteHeapProfile(w); err != nil {
		log.Println(err)
	}
}

// before a measurement
func memory(w http.ResponseWriter, r *http.Request) {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	w.WriteHeader(http.StatusOK)
	fmt.Fprintln(w, stats.HeapAlloc)
}

// whoever asks for one gets one
func collect(w http.ResponseWriter, r *http.Request) {
	runtime.GC()
	fmt.Fprintln(w, "done")
}

// it does nothing else, however it answers
func collectAloud(w http.ResponseWriter, r *http.Request) {
	w.Write([]byte("collecting\n"))
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	start := time.Now()
	runtime.GC()
	fmt.Fprintln(w, "done in", time.Since(start))
}

// a threshold, and a parameter
func perhaps(w http.ResponseWriter, r *http.Request) {
	if len(table) > 1<<20 {
		runtime.GC()
	}
	if r.FormValue("gc") != "" {
		runtime.GC()
	}
	w.WriteHeader(http.StatusNoContent)
	fmt.Fprintln(w, "done")
}

// the answer does not wait for this package's own GC
type collector struct{}

func (collector) GC() {}

func own(w http.ResponseWriter, r *http.Request) {
	var c collector
	c.GC()
	w.WriteHeader(http.StatusNoContent)
	fmt.Fprintln(w, "done")
}

// every hour, where nobody waits
func tidy() {
	for range time.Tick(time.Hour) {
		log.Println("tidying")
		runtime.GC()
	}
}

// over a list, to keep the peak low
func loadAll(names []string) {
	for _, name := range names {
		log.Println(name)
		runtime.GC()
	}
}

func main() {
	load()
	loadAll([]string{"a", "b"})
	go tidy()
	http.HandleFunc("/heap", heap)
	http.HandleFunc("/memory", memory)
	http.HandleFunc("/collect", collect)
	http.HandleFunc("/collect/aloud", collectAloud)
	http.HandleFunc("/perhaps", perhaps)
	http.HandleFunc("/own", own)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
