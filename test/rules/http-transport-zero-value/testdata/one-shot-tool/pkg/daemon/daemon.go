package daemon

import (
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"example.com/tools/pkg/fetch"
)

// NewCommand serves until it is killed.
func NewCommand() *cobra.Command {
	return &cobra.Command{
		Use: "daemon",
		RunE: func(cmd *cobra.Command, args []string) error {
			source := fetch.NewKept()
			http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
				if err := source.Fetch(args[0]); err != nil {
					http.Error(w, err.Error(), http.StatusBadGateway)
				}
			})
			server := &http.Server{Addr: ":8080", ReadHeaderTimeout: time.Second}
			return server.ListenAndServe()
		},
	}
}
