package basic

import (
	"fmt"
	"net/http"

	"github.com/bwmarrin/snowflake"
)

const worker = 3

func create(w http.ResponseWriter, r *http.Request) {
	node, err := snowflake.NewNode(1) // want snowflake-node-per-call
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, node.Generate())
}

// a helper that handlers call
func newID() int64 {
	node, err := snowflake.NewNode(worker) // want snowflake-node-per-call
	if err != nil {
		panic(err)
	}
	return node.Generate().Int64()
}

func update(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, newID())
}
