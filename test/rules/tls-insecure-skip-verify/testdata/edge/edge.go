package edge

import (
	"crypto/tls"
	"net/http"
	"strings"
)

// A number may be a mode.
func byPort(port int, tr *http.Transport) {
	if port == 636 {
		tr.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify info medium
	}
}

// So may the text of an address.
func byScheme(url string, tr *http.Transport) {
	if strings.HasPrefix(url, "https://") {
		tr.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify info medium
	}
}

// No CA at hand: verification falls away without anybody having asked for it.
func withoutCA(file string) *tls.Config {
	if file == "" {
		return &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify info medium
	}
	return &tls.Config{}
}

// Whoever imports the package decides.
func Insecure() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // want tls-insecure-skip-verify info medium
}

// What a call in a guard says is its value.
func isPlain(url string) bool { return strings.HasPrefix(url, "http://") }

func byCall(url string, tr *http.Transport) *http.Transport {
	if isPlain(url) {
		return tr
	}
	return &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // want tls-insecure-skip-verify info medium
}
