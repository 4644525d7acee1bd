package clean

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"net/http"
	"os"
	"strconv"
	"time"
)

var insecureFlag = flag.Bool("insecure", false, "accept any certificate")

type options struct {
	skipVerify bool
	mode       string
	transport  *http.Transport
}

func fromFlag() *tls.Config {
	return &tls.Config{InsecureSkipVerify: *insecureFlag}
}

func fromEnvironment() *tls.Config {
	skip, _ := strconv.ParseBool(os.Getenv("INSECURE"))
	return &tls.Config{InsecureSkipVerify: skip}
}

func fromParameter(skip bool) *tls.Config {
	return &tls.Config{InsecureSkipVerify: skip}
}

func behindOption(o options, tr *http.Transport) {
	if o.skipVerify {
		tr.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	}
}

func behindFlag(cfg *tls.Config) {
	if *insecureFlag {
		cfg.InsecureSkipVerify = true
	}
}

func behindVariable(tr *http.Transport) {
	if v, ok := os.LookupEnv("INSECURE"); ok && v != "" {
		tr.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	}
}

// The length of what the environment says tells whether it says anything.
func behindLength(tr *http.Transport) {
	if len(os.Getenv("INSECURE")) > 0 {
		tr.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	}
}

func otherwise(verify bool, roots *x509.CertPool) *tls.Config {
	if verify {
		return &tls.Config{RootCAs: roots}
	} else {
		return &tls.Config{InsecureSkipVerify: true}
	}
}

func byGuard(insecure bool) *http.Client {
	if !insecure {
		return &http.Client{Timeout: time.Minute}
	}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
}

func byMode(o options) *tls.Config {
	switch o.mode {
	case "verify-full":
		return &tls.Config{}
	case "require":
		return &tls.Config{InsecureSkipVerify: true}
	}
	return nil
}

func turnedOnAgain(o options) *tls.Config {
	cfg := &tls.Config{InsecureSkipVerify: true}
	if !o.skipVerify {
		cfg.InsecureSkipVerify = false
	}
	return cfg
}

// Every caller asks first.
func newInsecure() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
}

func transportOf(o options) *http.Transport {
	if o.skipVerify {
		return newInsecure()
	}
	return &http.Transport{}
}

// A package variable that is used when an option says so.
var insecureTransport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}

func pick(o options) http.RoundTripper {
	if o.skipVerify {
		return insecureTransport
	}
	return http.DefaultTransport
}

// One of two, by a key.
var clients = map[bool]*http.Client{
	false: http.DefaultClient,
	true:  {Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}},
}

func clientFor(skip bool) *http.Client { return clients[skip] }

// An option function: whoever calls it asks for it.
func WithoutVerification() func(*options) {
	return func(o *options) {
		o.transport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	}
}

var errPin = errors.New("not the pinned certificate")

// Verification of its own: both callbacks run although the chain is not verified.
func pinned(pin [32]byte) *tls.Config {
	return &tls.Config{
		InsecureSkipVerify: true,
		VerifyConnection: func(cs tls.ConnectionState) error {
			if sha256.Sum256(cs.PeerCertificates[0].Raw) != pin {
				return errPin
			}
			return nil
		},
	}
}

func setLater(check func([][]byte, [][]*x509.Certificate) error) *tls.Config {
	cfg := &tls.Config{InsecureSkipVerify: true}
	cfg.VerifyPeerCertificate = check
	return cfg
}

func onTransport(tr *http.Transport, check func(tls.ConnectionState) error) {
	tr.TLSClientConfig.InsecureSkipVerify = true
	tr.TLSClientConfig.VerifyConnection = check
}

// A probe: the certificate is what it asks for.
func expiry(address string) (time.Time, error) {
	conn, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		return time.Time{}, err
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0].NotAfter, nil
}

// A server looks at ClientAuth, not at InsecureSkipVerify.
func serve(cert tls.Certificate) error {
	cfg := &tls.Config{Certificates: []tls.Certificate{cert}, InsecureSkipVerify: true}
	ln, err := tls.Listen("tcp", ":8443", cfg)
	if err != nil {
		return err
	}
	return http.Serve(ln, nil)
}

// Nobody stands between a machine and itself.
func health(client *http.Client) (*http.Response, error) {
	client.Transport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	return client.Get("https://localhost:8443/healthz")
}

// Whichever scheme is configured, the port is one of this machine.
func live(secured bool) func() (*http.Response, error) {
	client := &http.Client{
		Timeout:   time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{ServerName: "store.internal", InsecureSkipVerify: true}},
	}
	return func() (*http.Response, error) {
		protocol := "http"
		if secured {
			protocol = "https"
		}
		target := protocol + "://127.0.0.1:9443/live"
		return client.Head(target)
	}
}

// Another type with a field of the name.
type settings struct{ InsecureSkipVerify bool }

func ofOthers() settings { return settings{InsecureSkipVerify: true} }

func off() *tls.Config { return &tls.Config{InsecureSkipVerify: false} }
