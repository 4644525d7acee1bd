package main

import (
	"context"
	"fmt"
	"log"
	"net/http"

	"example.com/feeds/internal/feed"
)

func main() {
	http.HandleFunc("/sizes", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, total(r.Context(), r.URL.Query()["name"]))
	})
	http.HandleFunc("/pages", func(w http.ResponseWriter, r *http.Request) {
		pages := feed.Pages(r.Context(), r.URL.Query()["name"])
		for page := range pages {
			fmt.Fprintf(w, "%d\n", len(page))
		}
	})
	http.HandleFunc("/modes", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, directories(r.Context(), r.URL.Query()["name"]))
	})
	http.HandleFunc("/links", func(w http.ResponseWriter, r *http.Request) {
		if err := follow(r.Context(), r.URL.Query()["name"]); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}

func total(ctx context.Context, names []string) int {
	return sum(feed.Sizes(ctx, names))
}

func sum(sizes <-chan int) (all int) {
	for size := range sizes {
		all += size
	}
	return all
}

func directories(ctx context.Context, names []string) (count int) {
	modes := feed.Modes(ctx, names)
	for {
		select {
		case mode, ok := <-modes:
			if !ok {
				return count
			}
			if mode.IsDir() {
				count++
			}
		case <-ctx.Done():
			return count
		}
	}
}

func follow(ctx context.Context, names []string) error {
	for link := range feed.Links(ctx, names) {
		if link == "" {
			return fmt.Errorf("no link among %v", names)
		}
	}
	return nil
}
