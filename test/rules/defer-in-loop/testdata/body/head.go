package body

import "net/http"

type prober struct {
	http http.Client
	key  string
}

func (p *prober) send(request *http.Request) (*http.Response, error) {
	request.Header.Set("X-Key", p.key)
	return p.http.Do(request)
}

// An answer to HEAD has no body: nothing is kept.
func (p *prober) sizes(urls []string) (all []int64) {
	for _, url := range urls {
		request, err := http.NewRequest(http.MethodHead, url, nil)
		if err != nil {
			continue
		}
		resp, err := p.send(request)
		if err != nil {
			continue
		}
		defer resp.Body.Close()
		all = append(all, resp.ContentLength)
	}
	return all
}

func sizes(urls []string) (all []int64) {
	for _, url := range urls {
		resp, err := http.Head(url)
		if err != nil {
			continue
		}
		defer resp.Body.Close()
		all = append(all, resp.ContentLength)
	}
	return all
}

func (p *prober) states(urls []string) (all []int) {
	for _, url := range urls {
		request, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			continue
		}
		resp, err := p.send(request)
		if err != nil {
			continue
		}
		defer resp.Body.Close() // want defer-in-loop warning high
		all = append(all, resp.StatusCode)
	}
	return all
}

func (p *prober) either(urls []string) (all []int) {
	for _, url := range urls {
		resp, err := http.Head(url)
		if err == nil && resp.StatusCode == http.StatusMethodNotAllowed {
			resp, err = http.Get(url)
		}
		if err != nil {
			continue
		}
		defer resp.Body.Close() // want defer-in-loop warning high
		all = append(all, resp.StatusCode)
	}
	return all
}
