package readers

import (
	"context"
	"io"
	"os"
	"time"
)

// lines is read until it is closed.
type lines interface {
	io.Closer
	Next() (string, error)
}

type waiting struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func (w *waiting) Close() error {
	w.cancel()
	return nil
}

func (w *waiting) Next() (string, error) {
	<-w.ctx.Done()
	return "", w.ctx.Err()
}

type filed struct{ *os.File }

func (f filed) Next() (string, error) {
	buffer := make([]byte, 80)
	n, err := f.Read(buffer)
	return string(buffer[:n]), err
}

func openWaiting() (lines, error) {
	ctx, cancel := context.WithCancel(context.Background())
	return &waiting{ctx, cancel}, nil
}

func openFile(name string) (lines, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return filed{file}, nil
}

// What was made only cancels a context: the goroutine has nothing to tell.
func endWaiting() (string, error) {
	reader, err := openWaiting()
	if err != nil {
		return "", err
	}
	failed := make(chan error)
	go func() {
		time.Sleep(time.Millisecond)
		if err := reader.Close(); err != nil {
			failed <- err
		}
	}()
	return reader.Next()
}

// A file may fail to close.
func endFile(name string) (string, error) {
	reader, err := openFile(name)
	if err != nil {
		return "", err
	}
	failed := make(chan error)
	go func() {
		time.Sleep(time.Millisecond)
		if err := reader.Close(); err != nil {
			failed <- err // want goroutine-leak-send
		}
	}()
	return reader.Next()
}
