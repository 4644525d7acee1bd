// Package debug registers the profiles on a mux.
package debug

import (
	"net/http"
	"net/http/pprof"
)

// Register puts them on a mux.
func Register(mux *http.ServeMux) {
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.Handle("/debug/pprof/heap", pprof.Handler("heap"))
}
