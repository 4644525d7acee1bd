package deploy

import (
	"net/http"
	"os/exec"
)

func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := apply(r.URL.Path); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
}

func apply(name string) error {
	return exec.Command("kubectl", "apply", "-f", name).Run() // want exec-without-context info high
}

// Stop runs once, as the process ends.
func Stop() error {
	return exec.Command("kubectl", "delete", "pod", "tool").Run() // want exec-without-context hint low
}
