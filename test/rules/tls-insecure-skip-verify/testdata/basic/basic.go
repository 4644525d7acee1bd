package basic

import (
	"crypto/tls"
	"net/http"
)

func literal() *http.Client {
	tr := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // want tls-insecure-skip-verify
	return &http.Client{Transport: tr}
}

func assigned(cfg *http.Transport) {
	cfg.TLSClientConfig.InsecureSkipVerify = true // want tls-insecure-skip-verify
}

func variable(address string) error {
	var cfg tls.Config
	cfg.InsecureSkipVerify = true // want tls-insecure-skip-verify
	conn, err := tls.Dial("tcp", address, &cfg)
	if err != nil {
		return err
	}
	return conn.Close()
}

const skip = true

func constant() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{
		MinVersion:         tls.VersionTLS12,
		InsecureSkipVerify: skip, // want tls-insecure-skip-verify
	}}
}

// The default transport of the whole program.
func shared() {
	http.DefaultTransport.(*http.Transport).TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify
}

// Neither nil nor an error is an option.
func afterChecks(tr *http.Transport, err error) {
	if err != nil {
		return
	}
	if tr != nil {
		tr.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify
	}
}

// What comes out of a type assertion is none either.
func ofInterface(rt http.RoundTripper) {
	if tr, ok := rt.(*http.Transport); ok {
		tr.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify
	}
}

// A callback that is nil verifies nothing.
func nilCallback() *tls.Config {
	return &tls.Config{InsecureSkipVerify: true, VerifyConnection: nil} // want tls-insecure-skip-verify
}

// One caller asks, the other does not.
func insecure() *tls.Config {
	return &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify
}

func callers(ask bool) []*tls.Config {
	var all []*tls.Config
	if ask {
		all = append(all, insecure())
	}
	return append(all, insecure())
}

// The switch is about whether TLS is spoken at all.
func withoutOption(enabled bool) *tls.Config {
	if !enabled {
		return nil
	}
	return &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify
}

// A name that only begins like that of this machine.
func beside(secured bool, domain string) (*http.Response, error) {
	client := &http.Client{
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, // want tls-insecure-skip-verify
	}
	protocol := "http"
	if secured {
		protocol = "https"
	}
	return client.Head(protocol + "://localhost" + domain + "/live")
}
