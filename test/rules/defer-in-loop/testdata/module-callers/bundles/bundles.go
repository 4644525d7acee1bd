package bundles

import "net/http"

// Fetch is given one address by each of its callers in the module.
func Fetch(addresses map[string]string, use func(string, *http.Response)) error {
	for name, address := range addresses {
		resp, err := http.Get(address)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want defer-in-loop hint low
		use(name, resp)
	}
	return nil
}

// FetchAll is given a list that grows.
func FetchAll(addresses map[string]string, use func(string, *http.Response)) error {
	for name, address := range addresses {
		resp, err := http.Get(address)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want defer-in-loop warning high
		use(name, resp)
	}
	return nil
}

// FetchLate is not called here.
func FetchLate(addresses map[string]string, use func(string, *http.Response)) error {
	for name, address := range addresses {
		resp, err := http.Get(address)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want defer-in-loop warning high
		use(name, resp)
	}
	return nil
}
