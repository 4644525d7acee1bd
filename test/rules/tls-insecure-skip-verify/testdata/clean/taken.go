package clean

import (
	"crypto/tls"
	"net/http"
	"time"
)

func plainClient() *http.Client { return &http.Client{Timeout: time.Minute} }

// The option of a hook decides which of the two is taken; nothing takes the third.
var (
	checking   = plainClient()
	unchecking = unchecked(plainClient())
	spare      = unchecked(plainClient())
)

func unchecked(client *http.Client) *http.Client {
	client.Transport = &http.Transport{
		TLSClientConfig:     &tls.Config{InsecureSkipVerify: true},
		TLSHandshakeTimeout: time.Second,
		IdleConnTimeout:     time.Minute,
	}
	return client
}

type hook struct {
	isUnchecked bool
}

func (h hook) client() *http.Client {
	client := checking
	if h.isUnchecked {
		client = unchecking
	}
	return client
}
