// Package fx has what the fixture needs of the library.
package fx

import "context"

// Hook is what runs when an application starts and stops.
type Hook struct {
	OnStart func(context.Context) error
	OnStop  func(context.Context) error
}

// Lifecycle takes hooks.
type Lifecycle interface{ Append(Hook) }

// StopHook is a hook for the end.
func StopHook(stop func(context.Context) error) Hook { return Hook{OnStop: stop} }
