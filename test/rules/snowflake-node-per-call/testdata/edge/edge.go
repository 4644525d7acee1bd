package edge

import (
	"context"
	"math/rand"
	"net/http"

	"github.com/bwmarrin/snowflake"
	"github.com/sony/sonyflake"
	"gorm.io/gorm"
)

// a node that a helper makes and gives back
func newNode() *snowflake.Node {
	node, err := snowflake.NewNode(1) // want snowflake-node-per-call
	if err != nil {
		return nil
	}
	return node
}

func created(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("ID", newNode().Generate().String())
}

// in a loop over messages
func consume(messages <-chan string, store func(int64, string)) {
	for message := range messages {
		node, _ := snowflake.NewNode(2) // want snowflake-node-per-call
		store(node.Generate().Int64(), message)
	}
}

type service struct{}

// a method that others call with a context
func (s *service) Create(ctx context.Context, name string) (uint64, error) {
	return sonyflake.NewSonyflake(sonyflake.Settings{}).NextID() // want snowflake-node-per-call
}

// a node ID that differs from call to call
func random(w http.ResponseWriter, r *http.Request) {
	node, err := snowflake.NewNode(rand.Int63n(1024)) // want snowflake-node-per-call
	if err == nil {
		w.Header().Set("ID", node.Generate().String())
	}
}

type order struct {
	ID int64
}

// a hook for each record
func (o *order) BeforeCreate(tx *gorm.DB) error {
	node, err := snowflake.NewNode(6) // want snowflake-node-per-call
	if err != nil {
		return err
	}
	o.ID = node.Generate().Int64()
	return nil
}
