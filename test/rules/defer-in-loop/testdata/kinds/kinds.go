package kinds

import (
	"archive/tar"
	"context"
	"io"
	"os"
	"path/filepath"
	"time"
)

type rule interface{ check() error }

type unique struct{ column string }

type index struct{ columns []string }

func (unique) check() error { return nil }
func (index) check() error  { return nil }

type table struct{ rules []rule }

func reserve(ctx context.Context, column string) error { return ctx.Err() }

// A table may have one unique column at most: nothing here says how many.
func (t *table) reserveAll(ctx context.Context) error {
	for _, each := range t.rules {
		switch r := each.(type) {
		case *index:
			continue
		case *unique:
			own, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel() // want defer-in-loop hint low
			if err := reserve(own, r.column); err != nil {
				return err
			}
		}
	}
	return nil
}

// Each rule has its own context, of whatever kind it is.
func (t *table) checkAll(ctx context.Context) error {
	for _, each := range t.rules {
		own, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want defer-in-loop warning high
		switch each.(type) {
		case *unique:
			if err := reserve(own, ""); err != nil {
				return err
			}
		}
		if err := each.check(); err != nil {
			return err
		}
	}
	return nil
}

// An archive has any number of files.
func unpack(from *tar.Reader, folder string) error {
	for {
		header, err := from.Next()
		if err != nil {
			return err
		}
		switch header.Typeflag {
		case tar.TypeReg:
			f, err := os.Create(filepath.Join(folder, filepath.Base(header.Name)))
			if err != nil {
				return err
			}
			defer f.Close() // want defer-in-loop warning high
			if _, err := io.Copy(f, from); err != nil {
				return err
			}
		}
	}
}

type part struct{ kind, file string }

// A list has as many parts of a kind as somebody writes into it.
func attach(parts []part) error {
	for _, each := range parts {
		switch each.kind {
		case "file":
			f, err := os.Open(each.file)
			if err != nil {
				return err
			}
			defer f.Close() // want defer-in-loop warning high
			if _, err := io.Copy(io.Discard, f); err != nil {
				return err
			}
		}
	}
	return nil
}
