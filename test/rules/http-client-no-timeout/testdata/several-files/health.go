package carts

import "net/http"

func (c *carts) healthy() bool {
	response, err := c.client.Get(c.address + "/health")
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// told once in a file that does not make the client
func (c *carts) audited() bool {
	response, err := c.audit.Get(c.address + "/audit") // want http-client-no-timeout
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}

func (c *carts) auditedToday() bool {
	response, err := c.audit.Get(c.address + "/audit/today")
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}
