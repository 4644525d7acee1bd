package basic

import (
	"context"
	"net/http"
	"os/exec"
)

func clone(ctx context.Context, url, folder string) error {
	return exec.Command("git", "clone", url, folder).Run() // want exec-without-context warning high
}

func version(w http.ResponseWriter, r *http.Request) {
	cmd := exec.Command("git", "log", "-1", "--format=%H") // want exec-without-context warning high
	cmd.Dir = "/srv/repository"
	out, err := cmd.Output()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Write(out)
}

func upload(file string) ([]byte, error) {
	return exec.Command("rsync", file, "backup:/files").CombinedOutput() // want exec-without-context info high
}

// None of the words is a limit.
func tested(ctx context.Context, name string) error {
	args := []string{"test", "./..."}
	if name != "" {
		args = append(args, "-run", name)
	}
	return exec.Command("go", args...).Run() // want exec-without-context
}
