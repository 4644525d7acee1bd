package life

import (
	"bufio"
	"io"
	"log"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"syscall"

	"github.com/sirupsen/logrus"
)

func logTo(path string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	log.SetOutput(f)
	return nil
}

func logToBoth(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	log.SetOutput(io.MultiWriter(os.Stderr, f))
	return nil
}

func logBuffered(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	log.SetOutput(bufio.NewWriter(f))
	return nil
}

func logger(path string) (*log.Logger, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return log.New(f, "", 0), nil
}

func structured(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(f, nil)))
	return nil
}

func libraryLogger(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	logrus.SetOutput(f)
	return nil
}

func redirect(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	os.Stdout = f
	return nil
}

func child(cmd *exec.Cmd, path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	cmd.Stdout = f
	cmd.Stderr = f
	return cmd.Start()
}

func extra(cmd *exec.Cmd, path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	cmd.ExtraFiles = append(cmd.ExtraFiles, f)
	return cmd.Start()
}

// who has the number can use the descriptor
func lock(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
}

func request(url, path string) (*http.Request, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return http.NewRequest(http.MethodPut, url, f)
}

var current *os.File

func open(path string) (err error) {
	current, err = os.Open(path)
	return err
}
