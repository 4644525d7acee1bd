package main

import (
	"net"
	"os"
	"runtime"
	"sync"
)

var sizes = []int{1, 5, 10}

func main() {
	var group sync.WaitGroup
	for i := 0; i < runtime.GOMAXPROCS(0); i++ {
		group.Add(1)
		go func() {
			worker("127.0.0.1:1")
			group.Done()
		}()
	}
	group.Wait()
	for range sizes {
		measure("127.0.0.1:2")
	}
	for _, address := range []string{"127.0.0.1:3", "127.0.0.1:4"} {
		go func(address string) {
			for {
				conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
				if err != nil {
					continue
				}
				conn.Write(nil)
				break
			}
		}(address)
	}
	for _, address := range os.Args[1:] {
		given(address)
	}
	for i := 2; i > 0; i-- {
		countdown("127.0.0.1:6")
	}
	for i := len(os.Args); i > 0; i-- {
		downFromGiven("127.0.0.1:7")
	}
	filled(os.Args[1:])
	replaced(os.Args[1:])
	serve()
}

// countdown runs as often as a constant says.
func countdown(address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
	if err != nil {
		return
	}
	conn.Write(nil)
}

// downFromGiven runs for each argument, though the loop ends at a constant.
func downFromGiven(address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return
	}
	conn.Write(nil)
}

// A map gets more than what it was written with.
func filled(given []string) {
	addresses := map[string]bool{"127.0.0.1:8": true}
	for _, address := range given {
		addresses[address] = true
	}
	for address := range addresses {
		fromFilled(address)
	}
}

func fromFilled(address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return
	}
	conn.Write(nil)
}

// The list stands for what is given only where nothing is.
func replaced(addresses []string) {
	if addresses == nil {
		addresses = []string{"127.0.0.1:9", "127.0.0.1:10"}
	}
	for _, address := range addresses {
		fromReplaced(address)
	}
}

func fromReplaced(address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return
	}
	conn.Write(nil)
}

// given runs for each argument: that adds up.
func given(address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return
	}
	conn.Write(nil)
}

// worker runs as often as there are processors.
func worker(address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
	if err != nil {
		panic(err)
	}
	conn.Write(nil)
}

// measure runs for each of a list.
func measure(address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
	if err != nil {
		panic(err)
	}
	conn.Write(nil)
}

func serve() {
	jobs := make(chan string)
	for address := range jobs {
		handle(address)
	}
	for {
		again("127.0.0.1:5")
	}
}

// handle runs for whatever comes.
func handle(address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return
	}
	conn.Write(nil)
}

// again runs for as long as the process lives.
func again(address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return
	}
	conn.Write(nil)
}
