package configured

import (
	"net/http"
	"time"

	"golang.org/x/net/http2"
)

// No request goes through either of them.
func listener(handler http.Handler) *http.Server {
	first := &http.Transport{MaxIdleConns: 4}
	second, err := http2.ConfigureTransports(first)
	if err != nil {
		return nil
	}
	second.ReadIdleTimeout = time.Minute
	return &http.Server{Handler: handler, ReadHeaderTimeout: time.Second}
}

// The second sends through the first.
func fromSecond() http.RoundTripper {
	first := &http.Transport{MaxIdleConns: 4} // want http-transport-zero-value
	second, err := http2.ConfigureTransports(first)
	if err != nil {
		return nil
	}
	return second
}

func fromFirst() *http.Client {
	first := &http.Transport{MaxIdleConns: 4} // want http-transport-zero-value
	if err := http2.ConfigureTransport(first); err != nil {
		return nil
	}
	return &http.Client{Transport: first, Timeout: time.Second}
}
