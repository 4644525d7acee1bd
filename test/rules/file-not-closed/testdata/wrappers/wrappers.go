package wrappers

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"runtime/pprof"
)

func lines(path string) (int, error) {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return 0, err
	}
	scanner := bufio.NewScanner(f)
	n := 0
	for scanner.Scan() {
		n++
	}
	return n, scanner.Err()
}

func decode(path string, v any) error {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	return json.NewDecoder(f).Decode(v)
}

// the reader could not be made, so the file stays where it was
func unzip(path string) ([]byte, error) {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(z)
}

// closing the gzip writer does not close the file
func compress(path string, data []byte) error {
	f, err := os.Create(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	z := gzip.NewWriter(f)
	if _, err := z.Write(data); err != nil {
		return err
	}
	return z.Close()
}

// StopCPUProfile writes the rest and closes nothing
func profile(path string, work func()) error {
	f, err := os.Create(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	work()
	return nil
}

func heap(path string) error {
	f, err := os.Create(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	defer func() {
		_ = pprof.WriteHeapProfile(f)
	}()
	return nil
}

type both struct {
	io.Reader
	file *os.File
}

func (b both) Close() error { return b.file.Close() }

func open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, err
	}
	return both{z, f}, nil
}

func held(path string) (*bufio.Scanner, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return bufio.NewScanner(f), nil
}

var buffer *bufio.Writer

func keep(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	set(bufio.NewWriter(f))
	return nil
}

func set(w *bufio.Writer) { buffer = w }
