// Function literals in variables: called, handed on, or neither.
package held

import "net/http"

var onExit func()

func status(resp *http.Response) int { return resp.StatusCode }

func handedOn(url string, register func(func())) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	done := func() { resp.Body.Close() }
	register(done)
	return status(resp), nil
}

func stored(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	done := func() { resp.Body.Close() }
	onExit = done
	return status(resp), nil
}

func storedAtOnce(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	onExit = func() { resp.Body.Close() }
	return status(resp), nil
}

func returned(url string) (int, func(), error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, nil, err
	}
	done := func() { resp.Body.Close() }
	return status(resp), done, nil
}

func neverCalled(url string) (int, error) {
	resp, err := http.Get(url) // want http-body-not-closed warning high
	if err != nil {
		return 0, err
	}
	done := func() { resp.Body.Close() }
	_ = done
	return status(resp), nil
}
