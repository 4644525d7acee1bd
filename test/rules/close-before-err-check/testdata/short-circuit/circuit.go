package circuit

import (
	"net/http"
	"os"
)

// The right operand is evaluated only when there is a response.
func isUp(url string) bool {
	resp, err := http.Get(url)
	return err == nil && resp.StatusCode == http.StatusOK
}

func isDown(url string) bool {
	resp, err := http.Get(url)
	return err != nil || resp.StatusCode != http.StatusOK
}

func isUpNamed(url string, wanted bool) (bool, error) {
	resp, err := http.Get(url)
	return wanted && (!(err != nil) && (resp.StatusCode == http.StatusOK || resp.ContentLength > 0)), err
}

func isNamed(path, name string) bool {
	f, err := os.Open(path)
	return !(err != nil || f.Name() != name)
}

// It is evaluated when there is none.
func isWrong(url string) bool {
	resp, err := http.Get(url)
	return err != nil && resp.StatusCode == http.StatusOK // want close-before-err-check
}

func isWrongToo(url string) bool {
	resp, err := http.Get(url)
	return err == nil || resp.StatusCode != http.StatusOK // want close-before-err-check
}

// The error is looked at after the response.
func isLate(url string) bool {
	resp, err := http.Get(url)
	return resp.StatusCode == http.StatusOK && err == nil // want close-before-err-check
}

// Only one of the two stands behind the check.
func isHalf(url string) (bool, int64) {
	resp, err := http.Get(url)
	return err == nil && resp.StatusCode == http.StatusOK, resp.ContentLength // want close-before-err-check
}
