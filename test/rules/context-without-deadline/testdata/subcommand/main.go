// A daemon with a sub-command for those who look for a fault.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
)

var subcommands = map[string]func([]string) error{}

func init() { subcommands["debug"] = debug }

func debug(args []string) error {
	flags := flag.NewFlagSet("debug", flag.ExitOnError)
	url := flags.String("url", "", "what to fetch")
	if err := flags.Parse(args); err != nil {
		return err
	}
	ctx := context.Background()
	return fetch(ctx, *url)
}

// Only the sub-command comes here.
func fetch(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req) // want context-without-deadline hint low
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// A handler runs for each request.
func serve(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequestWithContext(context.Background(), "GET", r.URL.Path, nil)
	if err != nil {
		return
	}
	res, err := http.DefaultClient.Do(req) // want context-without-deadline warning high
	if err != nil {
		return
	}
	fmt.Fprintln(w, res.Status)
	res.Body.Close()
}

func main() {
	if len(os.Args) > 1 {
		if run, ok := subcommands[os.Args[1]]; ok {
			if err := run(os.Args[2:]); err != nil {
				log.Fatal(err)
			}
			return
		}
	}
	http.HandleFunc("/", serve)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
