// Package helper is for tests only: no program imports it.
package helper

import "example.com/startup/phases"

func Start(units ...phases.Unit) {
	go func() { _ = phases.Run(units) }()
}
