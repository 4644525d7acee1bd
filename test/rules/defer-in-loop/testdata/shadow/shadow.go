package shadow

import (
	"io"
	"net/http"
)

// The body that is read to its end is that of another response.
func pages(urls []string, other *http.Response) error {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want defer-in-loop warning high
		{
			resp := other
			io.Copy(io.Discard, resp.Body)
		}
	}
	return nil
}

func drained(urls []string) error {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		io.Copy(io.Discard, (resp.Body))
	}
	return nil
}

// No builtin: nothing says that it keeps the body.
func append(xs *[]io.Closer, x io.Closer) {
}

func given(urls []string) error {
	var all []io.Closer
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want defer-in-loop warning high
		append(&all, resp.Body)
	}
	return nil
}
