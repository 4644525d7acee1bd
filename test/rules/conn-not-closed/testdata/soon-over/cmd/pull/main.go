package main

import (
	"fmt"
	"net/http"
	"os"

	"example.com/mirror/client"
	"example.com/mirror/internal/pull"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{
		Use: "pull",
		RunE: func(_ *cobra.Command, args []string) error {
			if _, err := client.Greet(args[0]); err != nil {
				return err
			}
			for _, address := range args {
				if err := pull.First(address); err != nil {
					return fmt.Errorf("first: %w", err)
				}
			}
			for _, address := range args {
				if err := pull.One(address); err != nil {
					fmt.Println(err)
				}
			}
			return pull.All(args[0])
		},
	}
	root.AddCommand(&cobra.Command{
		Use: "serve",
		RunE: func(_ *cobra.Command, args []string) error {
			pull.Register(args[0])
			if err := http.ListenAndServe(args[1], nil); err != nil {
				return err
			}
			return pull.Leave(args[0])
		},
	})
	if err := root.Execute(); err != nil {
		os.Exit(1)
	}
}
