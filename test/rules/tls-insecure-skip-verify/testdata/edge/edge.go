package edge

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
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

// The environment says nothing: nobody has asked for it.
func withoutVariable(tr *http.Transport) {
	if os.Getenv("CA_FILE") == "" {
		tr.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify info medium
	}
}

// Nothing secret is sent, and no answer is read.
func answers(address string) bool {
	client := http.Client{
		Timeout:   time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, // want tls-insecure-skip-verify info low
	}
	resp, err := client.Get("https://" + address)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return true
}

// A message may be in the address, and whoever calls wants it to arrive.
func notify(token string) error {
	client := http.Client{
		Timeout:   time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, // want tls-insecure-skip-verify
	}
	resp, err := client.Get("https://example.com/" + token)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The answer counts.
func isAllowed(user string) bool {
	client := http.Client{
		Timeout:   time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, // want tls-insecure-skip-verify
	}
	resp, err := client.Get("https://example.com/users/" + user)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// The address is given as a whole, and of the answer only whether it has a text in it is passed on.
type check struct {
	address string
	wanted  []byte
}

func (c *check) run() error {
	client := &http.Client{
		Timeout:   time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, // want tls-insecure-skip-verify info low
	}
	req, err := http.NewRequest("GET", c.address, nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return errors.New("refused")
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, 4096))
	if err != nil {
		return err
	}
	if !bytes.Contains(text, c.wanted) {
		return errors.New("another answer")
	}
	return nil
}

// With a token in it the request is worth reading.
func (c *check) runAs(token string) error {
	client := &http.Client{
		Timeout:   time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, // want tls-insecure-skip-verify warning high
	}
	req, err := http.NewRequest("GET", c.address, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", token)
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The text is passed on.
func (c *check) text() error {
	client := &http.Client{
		Timeout:   time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, // want tls-insecure-skip-verify warning high
	}
	resp, err := client.Get(c.address)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 4096))
	if err != nil {
		return err
	}
	return errors.New(string(text))
}

// One of two requests speaks TLS.
type store struct{ client *http.Client }

func newStore() *store {
	return &store{client: &http.Client{
		Timeout:   time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, // want tls-insecure-skip-verify
	}}
}

func (s *store) local(host string) (*http.Response, error) { return s.client.Get("http://" + host) }
func (s *store) remote(host string) (*http.Response, error) {
	return s.client.Get("https://" + host)
}

// What crypto/tls turns down by itself is let in too: this is meant for any peer.
func oldPeer(address string) error {
	conn, err := tls.Dial("tcp", address, &tls.Config{
		InsecureSkipVerify: true, // want tls-insecure-skip-verify info low
		MinVersion:         tls.VersionTLS10,
	})
	if err != nil {
		return err
	}
	return conn.Close()
}

func renegotiating(tr *http.Transport) {
	tr.TLSClientConfig = &tls.Config{
		Renegotiation:      tls.RenegotiateOnceAsClient,
		InsecureSkipVerify: true, // want tls-insecure-skip-verify info low
	}
}

// No more than crypto/tls lets in by itself.
func newPeerOnly(tr *http.Transport) {
	tr.TLSClientConfig = &tls.Config{
		MinVersion:         tls.VersionTLS12,
		InsecureSkipVerify: true, // want tls-insecure-skip-verify
	}
}

// What the peer answers with verification and without is what the caller wants to know.
func certificateProblem(address string) (problem error, err error) {
	var open tls.Config
	open.InsecureSkipVerify = true // want tls-insecure-skip-verify info low
	conn, err := tls.Dial("tcp", address, &open)
	if err != nil {
		return nil, err
	}
	conn.Close()
	verified, problem := tls.Dial("tcp", address, &tls.Config{})
	if problem == nil {
		verified.Close()
	}
	return problem, nil
}

// Two arms are a choice, no comparison.
func dialLegacy(address string, port int) (*tls.Conn, error) {
	if port == 636 {
		return tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true}) // want tls-insecure-skip-verify info medium
	} else {
		return tls.Dial("tcp", address, &tls.Config{})
	}
}

// Whether it is ready, and why not; the text of a failure is only logged.
func waitReady(address string, patience time.Duration) (bool, error) {
	client := http.Client{
		Timeout: time.Second,
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, // want tls-insecure-skip-verify info low
		},
	}
	for begin := time.Now(); time.Since(begin) < patience; time.Sleep(time.Second) {
		resp, err := client.Get(address)
		if err != nil {
			log.Printf("not yet: %v", err)
			continue
		}
		text, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err == nil && resp.StatusCode == http.StatusOK {
			return true, nil
		}
		reason := string(text)
		log.Printf("%d: %s", resp.StatusCode, reason)
	}
	return false, errors.New("not ready in time")
}

// The text is handed on, beside the answer.
func explain(address string) (bool, error) {
	client := http.Client{
		Timeout:   time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, // want tls-insecure-skip-verify
	}
	resp, err := client.Get(address)
	if err != nil {
		return false, err
	}
	text, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return false, err
	}
	return resp.StatusCode == http.StatusOK, errors.New(string(text))
}

// A number is more than an answer.
func count(address string) (int, error) {
	client := http.Client{
		Timeout:   time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}, // want tls-insecure-skip-verify
	}
	resp, err := client.Head(address)
	if err != nil {
		return 0, err
	}
	resp.Body.Close()
	return resp.StatusCode, nil
}
