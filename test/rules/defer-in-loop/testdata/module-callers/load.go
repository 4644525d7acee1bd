package callers

import (
	"net/http"

	"example.com/lists/bundles"
)

func load(addresses []string, use func(string, *http.Response)) error {
	all := map[string]string{}
	for _, address := range addresses {
		all[address] = address
		if err := bundles.Fetch(map[string]string{"own": address}, use); err != nil {
			return err
		}
	}
	return bundles.FetchAll(all, use)
}
