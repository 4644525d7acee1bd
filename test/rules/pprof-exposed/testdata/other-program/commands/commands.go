// Package commands starts each of the programs.
package commands

import (
	"log"

	"example.com/verify/programs/api"
	"example.com/verify/programs/gateway"
)

type service interface {
	Run(start func() error) error
}

type runner struct{}

// Run starts it.
func (runner) Run(start func() error) error { return start() }

func run(s service, start func() error) {
	if err := s.Run(start); err != nil {
		log.Fatal(err)
	}
}

// RunAPI is what the one program is for.
func RunAPI() { run(runner{}, api.Start) }

// RunGateway is what the other one is for.
func RunGateway() { run(runner{}, gateway.Start) }
