// Package number makes IDs for the program.
package number

import "github.com/bwmarrin/snowflake"

// Next makes an ID for whoever asks.
func Next() (int64, error) {
	node, err := snowflake.NewNode(1) // want snowflake-hardcoded-worker
	if err != nil {
		return 0, err
	}
	return node.Generate().Int64(), nil
}
