package e2e

import (
	"crypto/tls"
	"net/http"
)

// No program imports the package.
var client = &http.Client{Transport: &http.Transport{
	TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, // want tls-insecure-skip-verify info low
}}
