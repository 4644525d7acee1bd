package fallback

import (
	"net/http"
	"time"
)

// Nobody here has put anything else into its place.
func transport() *http.Transport {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok || standard == nil {
		return &http.Transport{}
	}
	return standard.Clone()
}

func behind() *http.Transport {
	if standard, ok := http.DefaultTransport.(*http.Transport); ok {
		return standard.Clone()
	}
	return &http.Transport{}
}

func beside() *http.Transport {
	var made *http.Transport
	if standard, ok := http.DefaultTransport.(*http.Transport); ok {
		made = standard.Clone()
	} else {
		made = &http.Transport{}
	}
	return made
}

var clients = []*http.Client{
	{Transport: transport(), Timeout: time.Minute},
	{Transport: behind(), Timeout: time.Minute},
	{Transport: beside(), Timeout: time.Minute},
	{Transport: given(http.DefaultTransport), Timeout: time.Minute},
}

// Whoever calls this gives what he likes.
func given(any http.RoundTripper) *http.Transport {
	standard, ok := any.(*http.Transport)
	if !ok {
		return &http.Transport{} // want http-transport-zero-value
	}
	return standard.Clone()
}
