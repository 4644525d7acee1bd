//go:build !windows

package store

// Offer has nothing to offer.
func Offer(name string) string { return name }
