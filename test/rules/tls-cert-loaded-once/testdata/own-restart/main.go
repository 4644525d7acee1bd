package main

import (
	"log"
	"net/http"
	"os"
	"os/exec"
)

// A renewal that came over the interface restarts the service.
func renew(w http.ResponseWriter, r *http.Request) {
	if err := os.Rename("/etc/panel/new.crt", "/etc/panel/tls.crt"); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if err := exec.CommandContext(r.Context(), "systemctl", "restart", "panel.service").Run(); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func main() {
	http.HandleFunc("/renew", renew)
	srv := &http.Server{Addr: ":8443"}
	log.Fatal(srv.ListenAndServeTLS("/etc/panel/tls.crt", "/etc/panel/tls.key")) // want tls-cert-loaded-once hint low
}
