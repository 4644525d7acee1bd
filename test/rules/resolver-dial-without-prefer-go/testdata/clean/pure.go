//go:build netgo

package clean

import "net"

// A build with this tag has no other resolver.
func pure() *net.Resolver { return &net.Resolver{Dial: dial} }
