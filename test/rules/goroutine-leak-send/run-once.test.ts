// Libraries that do not build here: one is for Windows only, the other brings the whole of Kubernetes.
import { expect, test } from 'vitest';
import { findingsIn, lineOf, type Sources } from '../../harness/program.ts';

const SERVICE = `package service

import "golang.org/x/sys/windows/svc"

type handler struct{ run func([]string) error }

// The service ends with it.
func (h *handler) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	failed := make(chan error)
	go func() {
		failed <- h.run(args)
	}()
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	for {
		select {
		case request := <-requests:
			if request.Cmd == svc.Stop {
				return false, 0
			}
		case err := <-failed:
			return err != nil, 1
		}
	}
}

// A method of the same name that is something else.
func (h *handler) ExecuteAll(args []string, stop <-chan struct{}) bool {
	failed := make(chan error)
	go func() {
		failed <- h.run(args)
	}()
	select {
	case <-stop:
		return false
	case err := <-failed:
		return err == nil
	}
}
`;

const METRICS = `package metrics

import (
	"context"
	"net"
)

type Server struct{ address string }

func New(address string) *Server { return &Server{address} }

// The manager starts it once.
func (s *Server) Start(ctx context.Context) error {
	failed := make(chan error)
	go func() {
		if err := serve(s.address); err != nil {
			failed <- err
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return nil
	}
}

type session struct{ address string }

// Nobody gives one to the manager.
func (s *session) Start(ctx context.Context) error {
	failed := make(chan error)
	go func() {
		if err := serve(s.address); err != nil {
			failed <- err
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return nil
	}
}

func serve(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return err
		}
		conn.Close()
	}
}

var _ = &session{}
`;

const OPERATOR = `package main

import (
	"os"

	"example.com/operator/metrics"

	ctrl "sigs.k8s.io/controller-runtime"
)

func main() {
	mgr, err := ctrl.NewManager(ctrl.GetConfigOrDie(), ctrl.Options{})
	if err != nil {
		os.Exit(1)
	}
	server := metrics.New(":9666")
	if err := mgr.Add(server); err != nil {
		os.Exit(1)
	}
	if err := mgr.Start(ctrl.SetupSignalHandler()); err != nil {
		os.Exit(1)
	}
}
`;

const saidIn = (sources: Sources): readonly string[] =>
  findingsIn(sources, {
    rules: ['goroutine-leak-send'],
    config: { minConfidence: 'low' },
    go: '1.22',
  }).map((finding) => `${lineOf(finding)} ${finding.severity} ${finding.confidence}`);

test('Execute of a Windows service runs once: the service ends with it', () => {
  expect(saidIn({ 'service/service.go': SERVICE })).toEqual(['11 info low', '30 warning high']);
});

test('what a controller-runtime manager is given is started once', () => {
  const sources = {
    'go.mod': 'module example.com/operator\n\ngo 1.22\n',
    'metrics/metrics.go': METRICS,
  };
  expect(saidIn({ ...sources, 'cmd/operator/main.go': OPERATOR })).toEqual([
    '17 info low',
    '35 warning high',
  ]);
  expect(saidIn(sources)).toEqual(['17 warning high', '35 warning high']);
});
