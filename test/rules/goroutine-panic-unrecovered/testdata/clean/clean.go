package clean

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
)

type event struct {
	User   *user
	Secret *user `json:"-"`
	Lines  []string
}

type user struct{ Name string }

func (e *event) validate() error { return nil }

func check(e event) bool { return e.User != nil }

func decode(r *http.Request) (e event) {
	_ = json.NewDecoder(r.Body).Decode(&e)
	return e
}

// logPanic recovers for whoever defers it.
func logPanic() {
	if p := recover(); p != nil {
		log.Println(p)
	}
}

// crash has thought of it and dies all the same.
func crash() {
	if p := recover(); p != nil {
		log.Println("bye")
		panic(p)
	}
}

func recovered(w http.ResponseWriter, r *http.Request) {
	var e event
	if json.NewDecoder(r.Body).Decode(&e) != nil {
		return
	}
	go func() {
		defer logPanic()
		fmt.Println(e.User.Name)
	}()
	go func() {
		defer crash()
		fmt.Println(e.User.Name)
	}()
	go func() {
		defer func() {
			if p := recover(); p != nil {
				log.Println(p)
			}
		}()
		fmt.Println(e.User.Name)
	}()
	go named(e)
	// the handler's own goroutine is net/http's to recover
	fmt.Println(e.User.Name)
}

func named(e event) {
	defer logPanic()
	fmt.Println(e.User.Name)
}

func checked(w http.ResponseWriter, r *http.Request) {
	var e event
	if json.NewDecoder(r.Body).Decode(&e) != nil || e.User == nil || len(e.Lines) == 0 {
		return
	}
	go func() {
		fmt.Println(e.User.Name, e.Lines[0])
	}()
}

func validated(w http.ResponseWriter, r *http.Request) {
	var e event
	if json.NewDecoder(r.Body).Decode(&e) != nil || e.validate() != nil {
		return
	}
	go func() {
		fmt.Println(e.User.Name)
	}()
}

func asked(w http.ResponseWriter, r *http.Request) {
	var e event
	if json.NewDecoder(r.Body).Decode(&e) != nil || !check(e) {
		return
	}
	go func() {
		fmt.Println(e.User.Name)
	}()
}

func own(w http.ResponseWriter, r *http.Request) {
	var e event
	e.Secret = &user{}
	_ = json.NewDecoder(r.Body).Decode(&e)
	state := map[string]any{"name": "x"}
	go func() {
		fmt.Println(e.Secret.Name, state["name"].(string))
	}()
}

func claims(w http.ResponseWriter, r *http.Request) {
	var all map[string]any
	_ = json.NewDecoder(r.Body).Decode(&all)
	go func() {
		if name, ok := all["sub"].(string); ok {
			fmt.Println(name)
		}
		if all["iss"] != nil {
			fmt.Println(all["iss"].(string))
		}
	}()
}

func texts(l net.Listener, input chan string) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			text := <-input
			parts := strings.Split(text, ":")
			fmt.Fprintln(conn, parts[0])
			if len(parts) > 1 {
				fmt.Fprintln(conn, parts[1])
			}
			if strings.Contains(text, "=") {
				fmt.Fprintln(conn, strings.Split(text, "=")[1])
			}
			fmt.Fprintln(conn, strings.Split("a b", " ")[1])
			fmt.Fprintln(conn, strings.Split(conn.RemoteAddr().String(), ":")[1])
		}()
	}
}

// Pool runs what the module itself gives it.
type Pool struct{ run func(string) }

// NewPool is called in this module, too.
func NewPool(run func(string)) *Pool { return &Pool{run: run} }

var pool = NewPool(func(text string) { fmt.Println(text) })

// Each runs one goroutine per message.
func (p *Pool) Each(ctx context.Context, messages chan string) {
	ctx, cancel := context.WithCancel(ctx)
	for message := range messages {
		go func() {
			defer cancel()
			p.run(message)
		}()
	}
}

// Sink is implemented here.
type Sink interface{ Write(text string) }

type console struct{}

func (console) Write(text string) { fmt.Println(text) }

// Drain runs for ever.
func Drain(sink Sink, messages chan string) {
	go func() {
		for {
			sink.Write(<-messages)
		}
	}()
}

// Batch ends: a panic in it is for whoever started it to see.
func Batch(tasks []func()) {
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Go(func() { task() })
	}
	wg.Wait()
}

// perMessage recovers for each message.
func perMessage(consume func() string, l net.Listener) {
	for {
		if _, err := l.Accept(); err != nil {
			return
		}
		go func() {
			for {
				func() {
					defer logPanic()
					fmt.Println(strings.Fields(consume())[1])
				}()
			}
		}()
	}
}
