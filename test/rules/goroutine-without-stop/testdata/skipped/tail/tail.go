package tail

import (
	"net/http"
	"time"
)

var client = &http.Client{Timeout: time.Second}

// Load is called again by a handler, which does not come to watch.
func Load(isReload bool) {
	read()
	if !isReload {
		watch()
	}
}

func watch() {
	go func() {
		for {
			read()
			time.Sleep(time.Second)
		}
	}()
}

// Again is called by a handler, which comes to follow each time.
func Again(isReload bool) {
	read()
	if !isReload {
		follow()
	}
}

func follow() {
	go func() { // want goroutine-without-stop
		for {
			read()
			time.Sleep(time.Second)
		}
	}()
}

func read() {
	resp, err := client.Get("http://localhost:8081/state")
	if err == nil {
		_ = resp.Body.Close()
	}
}
