package node

import (
	"time"

	"example.com/passed/control"
)

type Node struct{ control control.Control }

func (n *Node) Start(config map[string]string) error {
	n.control.Again(n, doAgain)
	go n.control.Forever(n, doForever)
	n.control.Keep(doLater)
	return n.control.Start(n, doStart)
}

func doStart(s control.Server) error {
	go func() {
		for {
			time.Sleep(time.Second)
		}
	}()
	return nil
}

func doAgain(s control.Server) error {
	go func() { // want goroutine-without-stop hint low
		for {
			time.Sleep(time.Second)
		}
	}()
	return nil
}

func doForever(s control.Server) error {
	go func() { // want goroutine-without-stop info high
		for {
			time.Sleep(time.Second)
		}
	}()
	return nil
}

func doLater(s control.Server) error {
	go func() { // want goroutine-without-stop hint low
		for {
			time.Sleep(time.Second)
		}
	}()
	return nil
}

type part interface{ Start(isNew bool) error }

// It starts something else: what it gives is no configuration.
func Reload(parts []part) {
	for _, each := range parts {
		_ = each.Start(false)
	}
}
