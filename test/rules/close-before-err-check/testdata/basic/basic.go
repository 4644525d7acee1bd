package basic

import (
	"database/sql"
	"io"
	"net"
	"net/http"
	"os"
)

func body(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want close-before-err-check warning high
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

func rows(db *sql.DB) error {
	rows, err := db.Query("SELECT 1")
	defer rows.Close() // want close-before-err-check warning high
	if err != nil {
		return err
	}
	for rows.Next() {
	}
	return rows.Err()
}

func connection(address string) error {
	conn, err := net.Dial("tcp", address)
	defer conn.Close() // want close-before-err-check warning high
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("hello"))
	return err
}

// Close of a nil file gives an error where others panic: nothing is lost.
func file(path string) error {
	f, err := os.Open(path)
	defer f.Close()
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, f)
	return err
}

func nameOfFile() (string, error) {
	f, err := os.CreateTemp("", "x")
	name := f.Name() // want close-before-err-check warning
	if err != nil {
		return "", err
	}
	return name, f.Close()
}

func returned(url string) (int, error) {
	resp, err := http.Head(url)
	return resp.StatusCode, err // want close-before-err-check
}
