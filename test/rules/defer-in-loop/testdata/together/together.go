package together

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// The clients need every connection open until they have run into their timeouts.
func silentServer(ln net.Listener, n int, stop <-chan struct{}) error {
	for i := 0; i < n; i++ {
		conn, err := ln.Accept()
		if err != nil {
			return err
		}
		defer conn.Close()
	}
	<-stop
	return nil
}

func untilDone(ctx context.Context, addresses []string) error {
	for _, address := range addresses {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		defer conn.Close()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Minute):
	}
	return nil
}

func started(ctx context.Context, jobs []func(context.Context, *sync.WaitGroup)) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		own, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		job(own, &wg)
	}
	wg.Wait()
}

// Nobody waits for the connections of earlier rounds while the next one is dialled.
func polled(every <-chan time.Time, address string) error {
	for range every {
		for range 2 {
			<-every
		}
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		defer conn.Close() // want defer-in-loop warning high
		if _, err := io.WriteString(conn, "ping"); err != nil {
			return err
		}
	}
	return nil
}

// The inner loop is waited for in each round of the outer one: the rounds pile up.
func rounds(ctx context.Context, addresses []string) error {
	for ctx.Err() == nil {
		for _, address := range addresses {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				return err
			}
			defer conn.Close() // want defer-in-loop warning high
			if _, err := io.WriteString(conn, "ping"); err != nil {
				return err
			}
		}
		time.Sleep(time.Second)
	}
	return nil
}

// A file that was written serves nobody while the group is waited for.
func written(names []string, wg *sync.WaitGroup) error {
	for _, name := range names {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
		if _, err := f.WriteString(name); err != nil {
			return err
		}
	}
	wg.Wait()
	return nil
}

// The ports differ because all listeners are open.
func freePorts(n int) ([]int, error) {
	ports := make([]int, n)
	for i := range n {
		l, err := net.Listen("tcp", "localhost:0")
		if err != nil {
			return nil, err
		}
		defer l.Close()
		ports[i] = l.Addr().(*net.TCPAddr).Port
	}
	return ports, nil
}

func freeAddresses(n int) ([]string, error) {
	var addresses []string
	for range n {
		l, err := net.ListenTCP("tcp", nil)
		if err != nil {
			return nil, err
		}
		defer l.Close()
		address := l.Addr().String()
		addresses = append(addresses, address)
	}
	return addresses, nil
}

// Whether an address is free is known at once.
func allFree(addresses []string) error {
	for _, address := range addresses {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return err
		}
		defer l.Close() // want defer-in-loop warning high
	}
	return nil
}

// The caller says where.
func fixedAddresses(n int) ([]string, error) {
	var addresses []string
	for range n {
		l, err := net.Listen("unix", "/run/one.sock")
		if err != nil {
			return nil, err
		}
		defer l.Close() // want defer-in-loop warning high
		addresses = append(addresses, l.Addr().String())
	}
	return addresses, nil
}

// Each is used in its round only.
func greetings(addresses []string) ([]string, error) {
	var from []string
	for _, address := range addresses {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return nil, err
		}
		defer l.Close() // want defer-in-loop warning high
		conn, err := l.Accept()
		if err != nil {
			return nil, err
		}
		from = append(from, l.Addr().String())
		if err := conn.Close(); err != nil {
			return nil, err
		}
	}
	return from, nil
}

// Every goroutine has its connection until the group is waited for, wherever that is.
func inGroup(ctx context.Context, addresses []string, run func(func())) (err error) {
	g, _ := errgroup.WithContext(ctx)
	for _, address := range addresses {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		defer conn.Close()
		g.Go(func() error {
			_, err := io.WriteString(conn, "ping")
			return err
		})
	}
	run(func() { err = g.Wait() })
	return err
}

func filesInGroup(names []string, size func(*os.File)) error {
	var wg sync.WaitGroup
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		wg.Go(func() { size(f) })
	}
	wg.Wait()
	return nil
}

// The goroutines of a round are done when the next one starts.
func groupInRounds(ctx context.Context, addresses []string) error {
	for ctx.Err() == nil {
		var g errgroup.Group
		for _, address := range addresses {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				return err
			}
			defer conn.Close() // want defer-in-loop warning high
			g.Go(func() error {
				_, err := io.WriteString(conn, "ping")
				return err
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return nil
}

// The goroutine has nothing of the file.
func besideGroup(names []string, log func(string)) error {
	var g errgroup.Group
	for _, name := range names {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
		if _, err := f.WriteString(name); err != nil {
			return err
		}
		g.Go(func() error {
			log(name)
			return nil
		})
	}
	return g.Wait()
}

// A listener that has no port ends the function, and the text of the error is all that is left of it.
func portsOrError(address string, n int) ([]int, error) {
	ports := make([]int, 0, n)
	for len(ports) < n {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return nil, err
		}
		defer l.Close()
		at, ok := l.Addr().(*net.TCPAddr)
		if !ok {
			return nil, fmt.Errorf("no port: %v", l)
		}
		ports = append(ports, at.Port)
	}
	return ports, nil
}

// It is handed to somebody who may want it alone.
func servedPorts(address string, n int, serve func(net.Listener) error) ([]int, error) {
	ports := make([]int, n)
	for i := range ports {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return nil, err
		}
		defer l.Close() // want defer-in-loop warning high
		ports[i] = l.Addr().(*net.TCPAddr).Port
		if err := serve(l); err != nil {
			return nil, err
		}
	}
	return ports, nil
}
