// Package terminal has receivers that go by what they receive.
package terminal

import "os"

type kind string

const (
	line kind = "line"
	last kind = "last"
)

type event struct {
	kind kind
	text string
}

// Whoever fills the source sends the last event last.
func Forward(source <-chan event) {
	out := make(chan event)
	go func() {
		for each := range source {
			out <- each // want goroutine-leak-send info low
		}
		close(out)
	}()
	for each := range out {
		if each.kind == last {
			return
		}
		println(each.text)
	}
}

// A value that the reader does not like need not be the last.
func Picky(source <-chan event, most int) {
	out := make(chan event)
	go func() {
		for each := range source {
			out <- each // want goroutine-leak-send warning high
		}
		close(out)
	}()
	for each := range out {
		if len(each.text) > most {
			return
		}
		println(each.text)
	}
}

// One receiver knows the last event, and this one may leave before it.
func Broken(source <-chan event, file *os.File) error {
	out := make(chan event)
	go func() {
		for each := range source {
			out <- each // want goroutine-leak-send warning high
		}
		close(out)
	}()
	for each := range out {
		if each.kind == last {
			break
		}
		if _, err := file.WriteString(each.text); err != nil {
			return err
		}
	}
	return nil
}

// The deferred function sends the last event and waits for the answer.
func Show(texts func() ([]string, error)) error {
	events, done := make(chan event), make(chan bool)
	defer func() {
		events <- event{kind: last}
		<-done
	}()
	go display(events, done)
	for {
		more, err := texts()
		if err != nil || len(more) == 0 {
			return err
		}
		for _, text := range more {
			events <- event{kind: line, text: text}
		}
	}
}

func display(events <-chan event, done chan<- bool) {
	defer func() {
		done <- true // want goroutine-leak-send info low
	}()
	for {
		select {
		case each := <-events:
			if each.kind == last {
				return
			}
			println(each.text)
		}
	}
}
