package attempts

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

// Each caller asks for a few samples.
func sample(address string, count int) error {
	for i := 0; i < count+1; i++ {
		conn, err := net.Dial("udp", address)
		if err != nil {
			return err
		}
		defer conn.Close() // want defer-in-loop hint low
		if _, err := conn.Write([]byte("?")); err != nil {
			return err
		}
	}
	return nil
}

func samples() error {
	return errors.Join(sample("localhost:7", 3), sample("localhost:8", 5))
}

// One caller says how many.
func sampleMany(address string, count int) error {
	for i := 0; i < count+1; i++ {
		conn, err := net.Dial("udp", address)
		if err != nil {
			return err
		}
		defer conn.Close() // want defer-in-loop warning high
		if _, err := conn.Write([]byte("?")); err != nil {
			return err
		}
	}
	return nil
}

func samplesOf(counts []int) (err error) {
	for _, count := range counts {
		err = errors.Join(err, sampleMany("localhost:7", count))
	}
	return err
}

type limits struct{ attempts int }

// Success leaves the loop: what stays is what failed.
func (l limits) elect(ctx context.Context, ask func(context.Context) error) (err error) {
	for i := 0; i <= l.attempts; i++ {
		asked, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want defer-in-loop hint low
		if err = ask(asked); err != nil {
			time.Sleep(time.Second)
			continue
		}
		break
	}
	return err
}

// A number in the program says how often.
func start(run func() error) error {
	most := 3
	attempt := 0
	for attempt < most {
		if err := run(); err != nil {
			return err
		}
		ticker := time.NewTicker(time.Second)
		defer ticker.Stop() // want defer-in-loop hint low
		<-ticker.C
		attempt++
	}
	return nil
}

// Without an end the timers come and go, and files stay.
func forever(ask func(context.Context, *os.File) error) {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel() // want defer-in-loop hint low
		f, err := os.CreateTemp("", "attempt")
		if err != nil {
			continue
		}
		defer f.Close() // want defer-in-loop warning high
		if err := ask(ctx, f); err == nil {
			return
		}
	}
}

// What failed is noted, and what succeeded goes on as well.
func each(names []string, use func(*os.File) error) (err error) {
	for _, name := range names {
		f, failure := os.Open(name)
		if failure != nil {
			return failure
		}
		defer f.Close() // want defer-in-loop warning high
		if failure := use(f); failure != nil {
			err = errors.Join(err, failure)
			continue
		}
	}
	return err
}

// The end of a file is no failure, and what ends an inner loop neither.
func lines(names []string, use func(string) error) error {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
		in := bufio.NewReader(f)
		for {
			line, err := in.ReadString('\n')
			if err != nil {
				break
			}
			if err := use(line); err != nil {
				return err
			}
		}
	}
	return nil
}

func records(names []string, read func(*os.File) error) error {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
		if err = read(f); err == nil {
			return nil
		}
		if err != io.EOF {
			return err
		}
	}
	return nil
}

// An answer without success is a failed attempt as well, and what was not done is tried again.
func fetchOne(ctx context.Context, servers func() string, most int) ([]byte, error) {
	for i := 0; i < most; i++ {
		asked, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want defer-in-loop hint low
		request, err := http.NewRequestWithContext(asked, http.MethodGet, servers(), nil)
		if err != nil {
			return nil, err
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			continue
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode/100 != 2 {
			continue
		}
		return body, nil
	}
	return nil, errors.New("no server answers")
}

// Success goes on to the next one.
func fetchEach(ctx context.Context, pages []string, keep func([]byte)) error {
	for _, page := range pages {
		asked, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel() // want defer-in-loop warning high
		request, err := http.NewRequestWithContext(asked, http.MethodGet, page, nil)
		if err != nil {
			return err
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			return err
		}
		if answer.StatusCode != http.StatusOK {
			continue
		}
		keep(body)
	}
	return nil
}

type latch struct{ file string }

func (l latch) take() (bool, error) {
	f, err := os.OpenFile(l.file, os.O_CREATE|os.O_EXCL, 0o600)
	if os.IsExist(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, f.Close()
}

// The round that takes it is the last one, though the timer comes behind the question.
func (l latch) wait(ctx context.Context) error {
	for {
		taken, err := l.take()
		switch {
		case err != nil:
			return err
		case taken:
			return nil
		}
		timer := time.NewTimer(time.Second)
		defer timer.Stop() // want defer-in-loop hint low
		select {
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Whatever is asked, the work goes on.
func (l latch) watch(ctx context.Context, work func()) error {
	for {
		taken, err := l.take()
		if err != nil {
			return err
		}
		if taken {
			work()
		}
		timer := time.NewTimer(time.Second)
		defer timer.Stop() // want defer-in-loop warning high
		select {
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
