package main

import "net/http"

// no request that runs goes over it in this file
var carts = &http.Client{}

func unused(address string) error {
	response, err := carts.Get(address + "/unused")
	if err != nil {
		return err
	}
	return response.Body.Close()
}

// one does, behind one that nothing runs
var audit = &http.Client{} // want http-client-no-timeout warning high

func unusedAudit(address string) error {
	response, err := audit.Get(address + "/unused")
	if err != nil {
		return err
	}
	return response.Body.Close()
}

func audited(address string) error {
	response, err := audit.Get(address + "/audit")
	if err != nil {
		return err
	}
	return response.Body.Close()
}
