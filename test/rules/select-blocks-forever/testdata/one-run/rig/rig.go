// Package rig is there for the tests alone.
package rig

import "example.com/node/node"

func Start(watch func() error) {
	for range 3 {
		node.Run(func() error { return nil }, watch)
	}
}
