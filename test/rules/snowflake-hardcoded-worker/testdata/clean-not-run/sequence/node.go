// Package sequence is imported by no program of its module.
package sequence

import "github.com/bwmarrin/snowflake"

var node *snowflake.Node

func init() {
	node, _ = snowflake.NewNode(1)
}

// Next is the next number of a sequence.
func Next() int64 { return node.Generate().Int64() }
