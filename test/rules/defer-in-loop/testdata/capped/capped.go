package capped

import (
	"context"
	"fmt"
	"math/rand"
	"net"
	"os"
	"strings"
	"time"
)

const mostLinks = 5

// The list is left off after a few elements.
func links(text string) []string {
	var found []string
	for i, word := range strings.Fields(text) {
		if i > mostLinks {
			break
		}
		if !strings.HasPrefix(word, "http") {
			continue
		}
		found = append(found, word)
	}
	return found
}

func show(text string, ask func(context.Context, string)) {
	found := links(text)
	for _, link := range found {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel() // want defer-in-loop hint low
		ask(ctx, link)
	}
}

func showBackwards(text string, ask func(context.Context, string)) {
	found := links(text)
	for i := len(found) - 1; i >= 0; i-- {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel() // want defer-in-loop hint low
		ask(ctx, found[i])
	}
}

// Room for a few is asked of the list itself.
func names(all []string) ([]string, error) {
	chosen := make([]string, 0, mostLinks)
	for _, name := range all {
		if len(chosen) >= mostLinks {
			return chosen, nil
		}
		chosen = append(chosen, name)
	}
	return chosen, nil
}

func openChosen(all []string) error {
	chosen, err := names(all)
	if err != nil {
		return err
	}
	for _, name := range chosen {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop hint low
	}
	return nil
}

// The cap only passes over an element, and does not end the loop.
func skipped(all []string) []string {
	var chosen []string
	for _, name := range all {
		if len(chosen) > mostLinks {
			println("many")
		}
		chosen = append(chosen, name)
	}
	return chosen
}

func openSkipped(all []string) error {
	chosen := skipped(all)
	for _, name := range chosen {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
	}
	return nil
}

// Each element may bring in many others.
func spread(all [][]string) []string {
	var chosen []string
	for i, group := range all {
		if i >= mostLinks {
			break
		}
		chosen = append(chosen, group...)
	}
	return chosen
}

func openSpread(all [][]string) error {
	chosen := spread(all)
	for _, name := range chosen {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
	}
	return nil
}

// More is put in by the caller.
func openMore(all, more []string) error {
	chosen, err := names(all)
	if err != nil {
		return err
	}
	chosen = append(chosen, more...)
	for _, name := range chosen {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
	}
	return nil
}

// As long as a listener is open, no other part draws its port.
func drawnPorts(parts []string) map[string]int {
	ports := map[string]int{}
	for _, part := range parts {
		for {
			l, err := net.Listen("tcp", fmt.Sprintf("localhost:%d", 20000+rand.Intn(10000)))
			if err == nil {
				defer l.Close() // want defer-in-loop hint low
				ports[part] = l.Addr().(*net.TCPAddr).Port
				break
			}
		}
	}
	return ports
}

// A client is taken.
func servedPorts(addresses []string, serve func(net.Conn)) error {
	for _, address := range addresses {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return err
		}
		defer l.Close() // want defer-in-loop warning high
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		serve(conn)
	}
	return nil
}
