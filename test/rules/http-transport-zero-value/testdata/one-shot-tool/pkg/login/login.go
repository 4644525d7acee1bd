package login

import (
	"github.com/spf13/cobra"

	"example.com/tools/pkg/fetch"
)

// NewCommand asks once and ends.
func NewCommand() *cobra.Command {
	return &cobra.Command{
		Use: "login ADDRESS",
		RunE: func(cmd *cobra.Command, args []string) error {
			return fetch.NewOnce().Fetch(args[0])
		},
	}
}
