package messages

import (
	"encoding/json"
	"fmt"
	"net"
	"testing"
	"time"
)

// The server answers each request once, and each answer is received.
func TestAnswers(t *testing.T) {
	client := open(t)
	acked := make(chan struct{})
	go receive(t, client, acked)
	if err := client.Send("x"); err != nil {
		t.Fatal(err)
	}
	<-acked
}

func receive(t *testing.T, client stream, acked chan struct{}) {
	for {
		next, err := client.Recv()
		if err != nil {
			t.Error(err)
			return
		}
		if next.Acks != nil {
			acked <- struct{}{} // want goroutine-leak-send info low
		}
	}
}

// The reader is behind a function, and the values go to one of several channels.
func TestNotes(t *testing.T) {
	conn := dial(t)
	acks := make(chan string)
	notes := make(chan string)
	failed := make(chan error, 1)
	go dispatch(json.NewDecoder(conn), acks, notes, failed)
	select {
	case <-acks:
	case err := <-failed:
		t.Fatal(err)
	}
	for {
		select {
		case note := <-notes:
			if note == "last" {
				return
			}
		case err := <-failed:
			t.Fatal(err)
		}
	}
}

func dispatch(in *json.Decoder, acks, notes chan string, failed chan error) {
	for {
		next, err := read(in)
		if err != nil {
			failed <- err
			return
		} else if next.Acks != nil {
			acks <- *next.Acks // want goroutine-leak-send info low
		} else {
			notes <- *next.Note // want goroutine-leak-send info low
		}
	}
}

func read(in *json.Decoder) (*answer, error) {
	var next answer
	if err := in.Decode(&next); err != nil {
		return nil, fmt.Errorf("decode: %v", err)
	}
	return &next, nil
}

// After a failed read it sends all the same.
func TestFailing(t *testing.T) {
	conn := dial(t)
	answers := make(chan answer)
	failed := make(chan error)
	go func() {
		decoder := json.NewDecoder(conn)
		for {
			var next answer
			if err := decoder.Decode(&next); err != nil {
				failed <- err // want goroutine-leak-send
			}
			answers <- next // want goroutine-leak-send
		}
	}()
	select {
	case <-answers:
	case err := <-failed:
		t.Fatal(err)
	}
}

// No peer: the goroutine goes on as long as it can.
func TestTicks(t *testing.T) {
	ticks := make(chan time.Time)
	go func() {
		for {
			time.Sleep(time.Millisecond)
			ticks <- time.Now() // want goroutine-leak-send
		}
	}()
	<-ticks
}

func open(t *testing.T) stream {
	t.Helper()
	return nil
}

func dial(t *testing.T) net.Conn {
	conn, err := net.Dial("tcp", "localhost:80")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}
