package basic

import (
	"crypto/tls"
	"net/http"
	"time"
)

var shared = &http.Client{
	Timeout:   10 * time.Second,
	Transport: &http.Transport{}, // want http-transport-zero-value
}

var insecure = &http.Client{
	Transport: &http.Transport{ // want http-transport-zero-value
		MaxIdleConns:        100,
		MaxIdleConnsPerHost: 100,
	},
}

func newClient(config *tls.Config) *http.Client {
	transport := &http.Transport{ // want http-transport-zero-value
		Proxy:           http.ProxyFromEnvironment,
		TLSClientConfig: config,
	}
	return &http.Client{Transport: transport}
}

func use() []*http.Client {
	return []*http.Client{shared, insecure, newClient(nil)}
}
