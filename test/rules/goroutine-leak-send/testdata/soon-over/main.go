package main

import (
	"fmt"
	"net/http"
	"os"
	"time"
)

var commands []func(name string) bool

func init() {
	commands = append(commands, func(name string) bool {
		if name == "ask" {
			fmt.Println(ask("localhost"))
		}
		return name == "ask"
	})
	commands = append(commands, func(name string) bool {
		if name == "all" {
			for _, host := range os.Args[2:] {
				fmt.Println(each(host))
			}
		}
		return name == "all"
	})
}

// The command is over when it gives up.
func ask(host string) string {
	answers := make(chan string)
	go func() { answers <- look(host) }() // want goroutine-leak-send low
	select {
	case answer := <-answers:
		return answer
	case <-time.After(time.Second):
		return ""
	}
}

// It goes over what it is given.
func each(host string) string {
	answers := make(chan string)
	go func() { answers <- look(host) }() // want goroutine-leak-send warning high
	select {
	case answer := <-answers:
		return answer
	case <-time.After(time.Second):
		return ""
	}
}

func look(host string) string {
	res, err := http.Get("http://" + host)
	if err != nil {
		return err.Error()
	}
	defer res.Body.Close()
	return res.Status
}

func main() {
	for _, command := range commands {
		if command(os.Args[1]) {
			return
		}
	}
}
