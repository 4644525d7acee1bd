// Package sequence has importers that this module does not see.
package sequence

import "github.com/bwmarrin/snowflake"

var node *snowflake.Node

func init() {
	node, _ = snowflake.NewNode(1) // want snowflake-hardcoded-worker info medium
}

// Next is the next number of a sequence.
func Next() int64 { return node.Generate().Int64() }
