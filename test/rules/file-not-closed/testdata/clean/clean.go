package clean

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"sync"
)

//go:embed clean.go
var embedded embed.FS

type store struct {
	file *os.File
	all  map[string]*os.File
	many []*os.File
}

func deferred(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Stat()
	return err
}

func deferredLiteral(path string) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	_, err = f.WriteString("x")
	return err
}

func checked(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if _, err := f.WriteString("x"); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func inIf(path string) {
	if f, err := os.Open(path); err == nil {
		fmt.Println(f.Name())
		f.Close()
	}
}

func moved(s *store, path string, files chan<- *os.File) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	s.file = f
	g, err := os.Open(path)
	if err != nil {
		return err
	}
	s.all[path] = g
	h, err := os.Open(path)
	if err != nil {
		return err
	}
	s.many = append(s.many, h)
	i, err := os.Open(path)
	if err != nil {
		return err
	}
	files <- i
	return nil
}

func inStruct(path string) (*store, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &store{file: f}, nil
}

func direct(path string) (*os.File, error) {
	return os.Open(path)
}

func buffered(path string) (*bufio.Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return bufio.NewReader(f), nil
}

func inGoroutine(path string, wg *sync.WaitGroup) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer f.Close()
		io.Copy(io.Discard, f)
	}()
	return nil
}

func perIteration(paths []string) error {
	for _, path := range paths {
		err := func() error {
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			_, err = f.Stat()
			return err
		}()
		if err != nil {
			return err
		}
	}
	return nil
}

// nothing is open behind it
func fromEmbedded() error {
	f, err := embedded.Open("clean.go")
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}

// the listener has a descriptor of its own, and the file is closed
func adopt(file *os.File) (net.Listener, error) {
	defer file.Close()
	return net.FileListener(file)
}

// Wait closes the pipe
func output(cmd *exec.Cmd) ([]byte, error) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(out)
	if err != nil {
		return nil, err
	}
	return data, cmd.Wait()
}

func helperCloses(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return consume(f)
}

func consume(r io.ReadCloser) error {
	defer r.Close()
	_, err := io.Copy(io.Discard, r)
	return err
}

func both(from, to string) error {
	var source, target *os.File
	var err error
	defer func() {
		if source != nil {
			source.Close()
		}
		if target != nil {
			target.Close()
		}
	}()
	if source, err = os.Open(from); err != nil {
		return err
	}
	if target, err = os.Create(to); err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return err
}
