// Package feed gives values one after the other; only this module can import it.
package feed

import (
	"context"
	"os"
)

// Pages is read until it is closed by all who call it.
func Pages(ctx context.Context, names []string) <-chan []byte {
	pages := make(chan []byte)
	go func() {
		defer close(pages)
		for _, name := range names {
			page, err := os.ReadFile(name)
			if err != nil {
				continue
			}
			pages <- page
		}
	}()
	return pages
}

// Sizes hands on what comes; it is read until it is closed, too.
func Sizes(ctx context.Context, names []string) <-chan int {
	sizes := make(chan int)
	go func() {
		defer close(sizes)
		for page := range Pages(ctx, names) {
			sizes <- len(page)
		}
	}()
	return sizes
}

// Modes has one caller that looks at the context besides.
func Modes(ctx context.Context, names []string) <-chan os.FileMode {
	modes := make(chan os.FileMode)
	go func() {
		defer close(modes)
		for _, name := range names {
			if info, err := os.Stat(name); err == nil {
				modes <- info.Mode() // want goroutine-leak-send medium
			}
		}
	}()
	return modes
}

// Links has one caller that stops at the first one that it cannot use.
func Links(ctx context.Context, names []string) <-chan string {
	links := make(chan string)
	go func() {
		defer close(links)
		for _, name := range names {
			if link, err := os.Readlink(name); err == nil {
				links <- link // want goroutine-leak-send medium
			}
		}
	}()
	return links
}
