// Package queue has tests.
package queue
