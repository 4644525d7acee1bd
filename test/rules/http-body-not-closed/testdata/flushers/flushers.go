package flushers

import (
	"io"
	"net/http"
)

// forward gives up where the writer cannot flush.
func forward(w http.ResponseWriter, r *http.Request) {
	resp, err := http.Get("http://upstream" + r.URL.Path) // want http-body-not-closed low
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no streams", http.StatusInternalServerError)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
	flusher.Flush()
}

// hijack gives up where it cannot have the connection, as with HTTP/2.
func hijack(w http.ResponseWriter, r *http.Request) {
	resp, err := http.Get("http://upstream" + r.URL.Path) // want http-body-not-closed high
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		http.Error(w, "no tunnels", http.StatusInternalServerError)
		return
	}
	defer resp.Body.Close()
	if conn, _, err := hijacker.Hijack(); err == nil {
		_, _ = io.Copy(conn, resp.Body)
		_ = conn.Close()
	}
}

// relay gives up for another reason.
func relay(w http.ResponseWriter, r *http.Request) {
	resp, err := http.Get("http://upstream" + r.URL.Path) // want http-body-not-closed high
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	flusher, ok := w.(http.Flusher)
	if ok && resp.ContentLength == 0 {
		flusher.Flush()
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}
