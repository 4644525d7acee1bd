package peers

import (
	"bufio"
	"net"
	"testing"
)

// One line is written, and one is received.
func TestLine(t *testing.T) {
	local, remote := net.Pipe()
	defer local.Close()
	lines := make(chan string)
	go func() {
		reader := bufio.NewReader(local)
		for {
			line, err := reader.ReadString('\n')
			if err != nil {
				return
			}
			lines <- line
		}
	}()
	if _, err := remote.Write([]byte("one\n")); err != nil {
		t.Fatal(err)
	}
	remote.Close()
	if line := <-lines; line != "one\n" {
		t.Error(line)
	}
}

// The rest of what is read is not waited for by anybody.
func TestHalves(t *testing.T) {
	local, remote := net.Pipe()
	defer local.Close()
	parts := make(chan int)
	go func() {
		buffer := make([]byte, 2)
		for {
			count, err := local.Read(buffer)
			parts <- count // want goroutine-leak-send
			if err != nil {
				return
			}
		}
	}()
	if _, err := remote.Write([]byte("one\n")); err != nil {
		t.Fatal(err)
	}
	remote.Close()
	if <-parts == 0 {
		t.Error("nothing")
	}
}
