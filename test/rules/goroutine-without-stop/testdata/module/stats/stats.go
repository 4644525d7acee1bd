package stats

import (
	"os"
	"time"
)

// A handler calls it, again and again.
func PerRequest() {
	go func() { // want goroutine-without-stop
		for {
			time.Sleep(time.Second)
		}
	}()
}

// A loop calls it.
func Several() {
	go func() { // want goroutine-without-stop
		for {
			time.Sleep(time.Second)
		}
	}()
}

// No program of the module names it: whoever did might do so often.
func Unused() {
	go func() { // want goroutine-without-stop hint low
		for {
			time.Sleep(time.Second)
		}
	}()
}

var shared *int

// Made when it is first asked for.
func Ensure() *int {
	if shared == nil {
		shared = newShared()
	}
	return shared
}

func newShared() *int {
	go func() {
		for {
			time.Sleep(time.Second)
		}
	}()
	return new(int)
}

// The process ends when it returns.
func Command() {
	mirror(os.Args)
	os.Exit(1)
}

func mirror(names []string) {
	go func() {
		for {
			time.Sleep(time.Second)
		}
	}()
	for range names {
		println("copied")
	}
}

// Survey is looked up in a map and called once: it starts one goroutine in the life of the process.
func Survey() {
	watch()
	println("done")
}

func watch() {
	go func() {
		for {
			time.Sleep(time.Second)
		}
	}()
}

// Bench is looked up for each argument, and goes on after the part that needed the loop.
func Bench() {
	measure()
	println("done")
}

func measure() {
	go func() { // want goroutine-without-stop
		for {
			time.Sleep(time.Second)
		}
	}()
}
