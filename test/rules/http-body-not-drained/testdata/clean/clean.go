package clean

import (
	"encoding/json"
	"io"
	"net/http"
)

// It is read to its end, or may be.
func Read(client *http.Client, url string) ([]byte, error) {
	resp, err := client.Get("http://" + url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func Decoded(client *http.Client, url string, into any) error {
	resp, err := client.Get("http://" + url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}

func Drained(client *http.Client, url string) (int, error) {
	resp, err := client.Get("http://" + url)
	if err != nil {
		return 0, err
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, resp.Body.Close()
}

func finish(resp *http.Response) {
	_, _ = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
}

func Helper(client *http.Client, url string) (int, error) {
	resp, err := client.Get("http://" + url)
	if err != nil {
		return 0, err
	}
	defer finish(resp)
	return resp.StatusCode, nil
}

// One path reads it: the failure is rare, and its body may be anything.
func OnePath(client *http.Client, url string) ([]byte, error) {
	resp, err := client.Get("http://" + url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, nil
	}
	return io.ReadAll(resp.Body)
}

// No body comes.
func Head(client *http.Client, url string) (int, error) {
	resp, err := client.Head("http://" + url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

func HeadRequest(client *http.Client, url string) (int, error) {
	req, err := http.NewRequest(http.MethodHead, "http://"+url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

func NoContent(client *http.Client, url string) (bool, error) {
	resp, err := client.Get("http://" + url)
	if err != nil {
		return false, err
	}
	return resp.StatusCode == http.StatusNoContent, resp.Body.Close()
}

// HTTP/2 gives up the stream only.
func Secure(client *http.Client) (int, error) {
	resp, err := client.Get("https://example.com/healthz")
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

var once = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

// No connection is kept in any case.
func Unkept(url string) (int, error) {
	resp, err := once.Get("http://" + url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

func CloseAfter(client *http.Client, url string) (int, error) {
	req, err := http.NewRequest(http.MethodGet, "http://"+url, nil)
	if err != nil {
		return 0, err
	}
	req.Close = true
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// What takes something mostly answers with nothing.
func Put(client *http.Client, url string, part io.Reader) (int, error) {
	req, err := http.NewRequest(http.MethodPut, "http://"+url, part)
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// What is asked for is not known.
func Given(client *http.Client, req *http.Request) (int, error) {
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// Any success will do, also one without a body.
func Ready(client *http.Client, url string) (bool, error) {
	resp, err := client.Get("http://" + url)
	if err != nil {
		return false, err
	}
	defer resp.Body.Close()
	return resp.StatusCode >= 200 && resp.StatusCode <= 299, nil
}

// It may be HTTP/2.
func Unknown(client *http.Client, url string) (int, error) {
	resp, err := client.Get(url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}
