package limited

import (
	"crypto/tls"
	"net/http"
	"time"
)

// Live asks the port beside it, with or without TLS.
func Live(secured bool, config *tls.Config) http.HandlerFunc {
	prober := &http.Client{
		Transport: &http.Transport{TLSClientConfig: config}, // want http-transport-zero-value hint low
		Timeout:   time.Second,
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		protocol := "http"
		if secured {
			protocol = "https"
		}
		target := protocol + "://localhost:9100/live"
		request, err := http.NewRequest(http.MethodHead, target, nil)
		if err != nil {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		response, err := prober.Do(request)
		if err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_ = response.Body.Close()
		w.WriteHeader(response.StatusCode)
	}
}

// LiveAt asks the machine that the caller names.
func LiveAt(secured bool, name string, config *tls.Config) http.HandlerFunc {
	prober := &http.Client{
		Transport: &http.Transport{TLSClientConfig: config}, // want http-transport-zero-value
		Timeout:   time.Second,
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		protocol := "http"
		if secured {
			protocol = "https"
		}
		response, err := prober.Head(protocol + "://" + name + ":9100/live")
		if err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_ = response.Body.Close()
		w.WriteHeader(response.StatusCode)
	}
}
