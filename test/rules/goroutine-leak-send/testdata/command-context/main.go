package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/cobra"

	"example.com/terms/internal/terms"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	root := &cobra.Command{Use: "terms"}
	root.AddCommand(
		&cobra.Command{Use: "install", RunE: func(cmd *cobra.Command, args []string) error {
			return install(cmd.Context(), cmd.InOrStdin(), args)
		}},
		&cobra.Command{Use: "show", RunE: func(cmd *cobra.Command, _ []string) error {
			line, err := terms.Read(cmd.Context(), cmd.InOrStdin())
			fmt.Println(line)
			return err
		}},
		&cobra.Command{Use: "serve", RunE: serve},
	)
	if err := root.ExecuteContext(ctx); err != nil {
		os.Exit(1)
	}
}

func install(ctx context.Context, in io.Reader, names []string) error {
	for _, name := range names {
		accepted, err := terms.Accept(ctx, in)
		if err != nil {
			return err
		}
		if accepted {
			fmt.Println("installed", name)
		}
	}
	return nil
}

func serve(cmd *cobra.Command, _ []string) error {
	if _, err := terms.Accept(cmd.Context(), cmd.InOrStdin()); err != nil {
		return err
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		line, err := terms.Read(r.Context(), r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		fmt.Fprintln(w, line)
	})
	server := &http.Server{Addr: "localhost:8080", ReadHeaderTimeout: time.Minute}
	return server.ListenAndServe()
}
