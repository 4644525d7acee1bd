package basic

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
)

type event struct {
	User  *user
	Lines []line
}

type user struct{ Name string }

type line struct{ Amount int }

func hook(w http.ResponseWriter, r *http.Request) {
	var e event
	if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	go func() { // want goroutine-panic-unrecovered hint high
		fmt.Println(e.User.Name)
	}()
	go func() { fmt.Println(e.Lines[0].Amount) }() // want goroutine-panic-unrecovered
	w.WriteHeader(http.StatusAccepted)
}

func serve(l net.Listener) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go handle(conn) // want goroutine-panic-unrecovered
	}
}

func handle(conn net.Conn) {
	defer conn.Close()
	input := bufio.NewScanner(conn)
	for input.Scan() {
		parts := strings.Split(input.Text(), " ")
		fmt.Fprintln(conn, parts[1])
	}
}

func claims(w http.ResponseWriter, r *http.Request) {
	var all map[string]any
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil {
		return
	}
	var wg sync.WaitGroup
	wg.Go(func() { // want goroutine-panic-unrecovered
		fmt.Println(all["sub"].(string))
	})
	wg.Wait()
}

// Consumer calls what its users give it for each message.
type Consumer struct {
	messages chan string
	handler  func(string)
}

// NewConsumer returns a consumer that calls handler for each message.
func NewConsumer(handler func(string)) *Consumer {
	return &Consumer{messages: make(chan string), handler: handler}
}

// Start consumes until the process ends.
func (c *Consumer) Start() {
	go c.run() // want goroutine-panic-unrecovered
}

func (c *Consumer) run() {
	for {
		c.handler(<-c.messages)
	}
}
