package serve

import (
	"context"
	"net/http"
	"os/exec"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

type Server struct{ ctx context.Context }

func New() *Server {
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(time.Hour, cancel)
	return &Server{ctx: ctx}
}

func (s *Server) Ticks() <-chan time.Time { return time.Tick(time.Second) }

// What main calls once; fields of that name of the types of libraries are no calls of it.
func (s *Server) Start() error {
	ctx, _ := context.WithTimeout(s.ctx, time.Minute) // want context-cancel-lost low
	if err := exec.CommandContext(ctx, "true").Run(); err != nil {
		return err
	}
	return http.ListenAndServe("localhost:8080", nil)
}

// Each round leaves a timer.
func (s *Server) Renew() {
	ctx, _ := context.WithTimeout(s.ctx, time.Minute) // want context-cancel-lost high
	_ = exec.CommandContext(ctx, "true").Run()
}

func part(from int64) *types.ScanRange {
	part := &types.ScanRange{}
	part.Start = &from
	return part
}
