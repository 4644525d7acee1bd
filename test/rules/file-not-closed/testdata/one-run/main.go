package main

import (
	"bufio"
	"fmt"
	"os"
	"sync"
	"time"
)

type task struct {
	name string
	run  func(path string) error
}

var tasks = []task{{name: "first", run: firstLine}, {name: "serve", run: serve}}

func main() {
	configure(os.Args[0])
	layer1(os.Args[0])
	for _, each := range tasks {
		if each.name == os.Args[1] {
			if err := each.run(os.Args[2]); err != nil {
				fmt.Println(err)
			}
			return
		}
	}
	for _, path := range os.Args[1:] {
		if err := count(path); err != nil {
			fmt.Println(err)
		}
	}
	func() {
		f, err := os.Open("in-place") // want file-not-closed hint low
		if err == nil {
			fmt.Println(f.Name())
		}
	}()
}

// Called once by main, which may serve then.
func configure(path string) {
	f, err := os.Open(path) // want file-not-closed hint low
	if err != nil {
		return
	}
	line, _ := bufio.NewReader(f).ReadString('\n')
	fmt.Println(line)
}

// In a table whose entry main calls, and leaves.
func firstLine(path string) error {
	f, err := os.Open(path) // want file-not-closed hint low
	if err != nil {
		return err
	}
	fmt.Println(f.Name())
	return nil
}

// Called for each argument: that adds up.
func count(path string) error {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	fmt.Println(f.Name())
	return nil
}

func serve(path string) error {
	for {
		<-time.After(time.Second)
		if err := answer(path); err != nil {
			return err
		}
		go func() {
			f, err := os.Open(path) // want file-not-closed warning high
			if err == nil {
				fmt.Println(f.Name())
			}
		}()
		loaded.Do(func() {
			f, err := os.Open(path) // want file-not-closed hint low
			if err == nil {
				fmt.Println(f.Name())
			}
		})
	}
}

var loaded sync.Once

// Called in each round of a loop of what runs once.
func answer(path string) error {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	fmt.Println(f.Name())
	return nil
}

// Lost in each round of its own loop.
func walk(paths []string) {
	for _, path := range paths {
		f, err := os.Open(path) // want file-not-closed warning high
		if err != nil {
			continue
		}
		fmt.Println(f.Name())
	}
}

func init() {
	walk(os.Args)
}

// A value somewhere: who calls it how often is not known.
func opened(path string) {
	f, err := os.Open(path) // want file-not-closed warning high
	if err == nil {
		fmt.Println(f.Name())
	}
}

var hooks = []func(string){opened}

type job interface{ run() error }

type fetch struct{ path string }

// Called by init, and by whoever goes over jobs.
func (f *fetch) run() error {
	file, err := os.Open(f.path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	fmt.Println(file.Name())
	return nil
}

func all(jobs []job) {
	for _, each := range jobs {
		if err := each.run(); err != nil {
			fmt.Println(err)
		}
	}
}

func init() {
	if err := (&fetch{path: os.Args[0]}).run(); err != nil {
		fmt.Println(err)
	}
	all(nil)
}

// Many functions, each of which only the one before calls, are between main and the last one.
func layer1(path string) { layer2(path) }
func layer2(path string) { layer3(path) }
func layer3(path string) { layer4(path) }
func layer4(path string) { layer5(path) }
func layer5(path string) { layer6(path) }
func layer6(path string) { layer7(path) }
func layer7(path string) { layer8(path) }
func layer8(path string) { layer9(path) }
func layer9(path string) { layer10(path) }

func layer10(path string) {
	f, err := os.Open(path) // want file-not-closed hint low
	if err != nil {
		return
	}
	fmt.Println(f.Name())
}
