// Package hard holds the cases that separate a leak from a value that somebody else closes.
package hard

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

type holder struct {
	resp *http.Response
	body io.ReadCloser
}

var last *http.Response

func returned(u string) (*http.Response, error) {
	resp, err := http.Get(u)
	return resp, err
}

func returnedCall(c *http.Client, r *http.Request) (*http.Response, error) { return c.Do(r) }

func returnedBody(u string) (io.ReadCloser, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

func returnedOnSuccessOnly(u string) (*http.Response, error) {
	resp, err := http.Get(u) // want http-body-not-closed
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 400 {
		return nil, fmt.Errorf("status %s", resp.Status)
	}
	return resp, nil
}

func closes(resp *http.Response) { _ = resp.Body.Close() }

func closesBody(body io.Closer) error { return body.Close() }

func onlyReads(resp *http.Response) int { return resp.StatusCode }

func helperCloses(u string) {
	resp, err := http.Get(u)
	if err != nil {
		return
	}
	closes(resp)
}

func helperClosesBody(u string) {
	resp, err := http.Get(u)
	if err != nil {
		return
	}
	defer closesBody(resp.Body)
	fmt.Println(resp.Status)
}

func helperOnlyReads(u string) int {
	resp, err := http.Get(u) // want http-body-not-closed
	if err != nil {
		return 0
	}
	return onlyReads(resp)
}

func deferredLiteral(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := resp.Body.Close(); cerr != nil {
			fmt.Println(cerr)
		}
	}()
	return nil
}

func storedLiteralCalled(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	done := func() { resp.Body.Close() }
	fmt.Println(resp.Status)
	done()
	return nil
}

func storedLiteralNeverCalled(u string) error {
	resp, err := http.Get(u) // want http-body-not-closed
	if err != nil {
		return err
	}
	done := func() { resp.Body.Close() }
	_ = done
	fmt.Println(resp.Status)
	return nil
}

func methodValue(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	done := resp.Body.Close
	defer done()
	return nil
}

func bodyAlias(u string) ([]byte, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	body := resp.Body
	defer body.Close()
	return io.ReadAll(body)
}

func bodyAliasNeverClosed(u string) ([]byte, error) {
	resp, err := http.Get(u) // want http-body-not-closed
	if err != nil {
		return nil, err
	}
	body := resp.Body
	return io.ReadAll(body)
}

func (h *holder) field(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	h.resp = resp
	return nil
}

func (h *holder) fieldBody(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	h.body = resp.Body
	return nil
}

func global(u string) (err error) {
	last, err = http.Get(u)
	return err
}

func literal(u string) (*holder, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	return &holder{resp: resp}, nil
}

func channel(u string, out chan<- *http.Response) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	out <- resp
	return nil
}

func mapped(u string, m map[string]*http.Response) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	m[u] = resp
	return nil
}

func sliced(us []string) (all []*http.Response) {
	for _, u := range us {
		resp, err := http.Get(u)
		if err != nil {
			continue
		}
		all = append(all, resp)
	}
	return all
}

func assignedTwice(a, b string) error {
	resp, err := http.Get(a) // want http-body-not-closed
	if err != nil {
		return err
	}
	resp, err = http.Get(b)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return nil
}

func retry(u string) (resp *http.Response, err error) {
	for i := 0; i < 3; i++ {
		resp, err = http.Get(u)
		if err == nil {
			return resp, nil
		}
	}
	return nil, err
}

func retryWithoutClose(u string) (*http.Response, error) {
	for i := 0; i < 3; i++ {
		resp, err := http.Get(u) // want http-body-not-closed
		if err != nil {
			continue
		}
		if resp.StatusCode == http.StatusOK {
			return resp, nil
		}
	}
	return nil, errors.New("no answer")
}

func blank(u string) error {
	_, err := http.Get(u) // want http-body-not-closed
	return err
}

func bare(u string) {
	http.Get(u) // want http-body-not-closed
}

func spawned(u string) {
	go http.Get(u) // want http-body-not-closed
}

func deferredCall(u string) {
	defer http.Get(u) // want http-body-not-closed
}

func decoded(u string, v any) error {
	resp, err := http.Get(u) // want http-body-not-closed
	if err != nil {
		return err
	}
	return json.NewDecoder(resp.Body).Decode(v)
}

func recorder(h http.Handler, r *http.Request) int {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result().StatusCode
}

func cleanedUp(t *testing.T, u string) {
	resp, err := http.Get(u)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func mustClosed(u string) {
	resp := must(http.Get(u))
	defer resp.Body.Close()
}

func mustLeaks(u string) string {
	resp := must(http.Get(u)) // want http-body-not-closed
	return resp.Status
}

type doer interface {
	Do(*http.Request) (*http.Response, error)
}

func viaInterface(d doer, r *http.Request) error {
	resp, err := d.Do(r) // want http-body-not-closed info medium
	if err != nil {
		return err
	}
	fmt.Println(resp.Status)
	return nil
}

func errCopied(u string) error {
	resp, err := http.Get(u)
	err2 := err
	if err2 != nil {
		return err2
	}
	return resp.Body.Close()
}

func nilGuard(u string) error {
	resp, err := http.Get(u)
	if resp != nil {
		defer resp.Body.Close()
	}
	return err
}

func switched(u string) error {
	resp, err := http.Get(u)
	switch {
	case err != nil:
		return err
	case resp.StatusCode != 200:
		resp.Body.Close()
		return errors.New(resp.Status)
	}
	resp.Body.Close()
	return nil
}

func escapes(u string, wg *sync.WaitGroup) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer resp.Body.Close()
	}()
	return nil
}

type lines struct {
	*bufio.Scanner
	io.Closer
}

func wrapped(u string) (*lines, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	return &lines{bufio.NewScanner(resp.Body), resp.Body}, nil
}

func limited(w http.ResponseWriter, u string) error {
	resp, err := http.Get(u) // want http-body-not-closed
	if err != nil {
		return err
	}
	_ = http.MaxBytesReader(w, resp.Body, 1024)
	return nil
}

func noContent(u string) error {
	resp, err := http.Get(u)
	if err != nil {
		return err
	}
	if resp.StatusCode == http.StatusNoContent {
		return nil
	}
	defer resp.Body.Close()
	return nil
}

func head(u string) error {
	resp, err := http.Head(u)
	if err != nil {
		return err
	}
	fmt.Println(resp.Status)
	return nil
}
