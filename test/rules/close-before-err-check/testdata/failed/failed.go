package failed

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"testing"
)

// The branch for the failure closes what is not there.
func closes(client *http.Client, requests []*http.Request) (body []byte, err error) {
	for _, request := range requests {
		resp, failure := client.Do(request)
		if failure != nil {
			err = errors.Join(err, failure)
			_ = resp.Body.Close() // want close-before-err-check
			continue
		}
		body, err = io.ReadAll(resp.Body)
		_ = resp.Body.Close()
	}
	return body, err
}

// The failure is printed, and the code goes on.
func prints(db *sql.DB) {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		log.Printf("users: %v", err)
	}
	defer rows.Close() // want close-before-err-check
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			log.Print(err)
		}
	}
	if err := rows.Err(); err != nil {
		log.Print(err)
	}
}

// The status of nothing.
func tells(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return fmt.Errorf("%s: %w", resp.Status, err) // want close-before-err-check
	}
	return resp.Body.Close()
}

func report(err error) { log.Print(err) }

func dial(address string) (net.Conn, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// A helper that only prints.
func reports(address string) {
	conn, err := dial(address)
	if err != nil {
		report(err)
	}
	conn.Close() // want close-before-err-check
}

func names() string {
	f, err := os.CreateTemp("", "names")
	if err != nil {
		log.Print(err)
	}
	defer f.Close()
	return f.Name() // want close-before-err-check
}

// A helper that ends the process.
func exits(address string) {
	conn, err := dial(address)
	if err != nil {
		fatal(err)
	}
	conn.Close()
}

func fatal(err error) {
	log.Print(err)
	os.Exit(1)
}

// A function in a variable may end it.
var onError = func(err error) { os.Exit(1) }

func calls(address string) {
	conn, err := dial(address)
	if err != nil {
		onError(err)
	}
	conn.Close()
}

// It is asked whether there is one.
func asks(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		log.Print(err)
	}
	if resp == nil {
		return err
	}
	return resp.Body.Close()
}

func wanted(address string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		conn, err = net.Dial("tcp", "localhost:80")
	}
	if err != nil {
		return err
	}
	return conn.Close()
}

func retries(url string) error {
	var (
		resp *http.Response
		err  error
	)
	for tries := 0; tries < 3; tries++ {
		resp, err = http.Get(url)
		if err != nil {
			log.Print(err)
			continue
		}
		break
	}
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Methods of no file answer with an error.
func harmless(path string) {
	f, err := os.Open(path)
	if err != nil {
		log.Print(err)
	}
	_ = f.Close()
}

// More is asked of the error: what comes then is another case.
func special(address string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	return conn.Close()
}

// The helper ends the process at one of its levels.
func levels(address string) {
	conn, err := dial(address)
	if err != nil {
		write("fatal", err)
	}
	conn.Close()
}

func write(level string, err error) {
	log.Print(level, err)
	if level == "fatal" {
		os.Exit(1)
	}
}

// A helper of tests fails the test.
func connected(t *testing.T, address string) {
	conn, err := dial(address)
	if err != nil {
		t.Errorf("dial: %v", err)
	}
	conn.Close()
}
