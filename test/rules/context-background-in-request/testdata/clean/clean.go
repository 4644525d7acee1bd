package main

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"net/http"
	"sync"
	"time"
)

type store struct {
	db     *sql.DB
	ctx    context.Context
	cancel context.CancelFunc
}

// Shutdown comes when the caller's context is over.
func run(ctx context.Context, srv *http.Server) error {
	go func() { log.Println(srv.ListenAndServe()) }()
	<-ctx.Done()
	stop, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return srv.Shutdown(stop)
}

// It may be over where it is asked for.
func (s *store) drain(ctx context.Context, jobs <-chan string) {
	for {
		select {
		case <-ctx.Done():
		case job := <-jobs:
			log.Println(job)
			continue
		}
		break
	}
	if _, err := s.db.ExecContext(context.Background(), "UPDATE jobs SET state = 'open'"); err != nil {
		log.Println(err)
	}
}

// What puts something away has to run in any case.
func stop(ctx context.Context, srv *http.Server) error {
	return srv.Shutdown(context.Background())
}

func stopLater(w http.ResponseWriter, r *http.Request, srv *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if shutdown(ctx, srv) != nil {
		w.WriteHeader(http.StatusInternalServerError)
	}
}

func shutdown(ctx context.Context, srv *http.Server) error {
	return srv.Shutdown(ctx)
}

// Something failed, perhaps because the caller is gone.
func (s *store) work(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, "UPDATE jobs SET state = 'done'")
	if err != nil {
		_, failed := s.db.ExecContext(context.Background(), "UPDATE jobs SET state = 'failed'")
		return errors.Join(err, failed)
	}
	return nil
}

// Whether the work failed or not, what it left is put away.
func (s *store) compose(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO whole SELECT * FROM parts")
	clean, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if _, failed := s.db.ExecContext(clean, "DELETE FROM parts"); failed != nil {
		log.Println(failed)
	}
	return err
}

// The caller gave none.
func (s *store) ping(ctx context.Context) error {
	if ctx == nil {
		ctx = context.Background()
	}
	return s.db.PingContext(ctx)
}

// It goes on after the answer on purpose.
func (s *store) handle(w http.ResponseWriter, r *http.Request) {
	go func() {
		if err := s.db.PingContext(context.Background()); err != nil {
			log.Println(err)
		}
	}()
	ctx := context.Background()
	go s.audit(ctx)
	defer s.audit(context.Background())
	w.WriteHeader(http.StatusAccepted)
}

func (s *store) audit(ctx context.Context) {
	if _, err := s.db.ExecContext(ctx, "INSERT INTO audit DEFAULT VALUES"); err != nil {
		log.Println(err)
	}
}

// The values are kept, the end is not.
func (s *store) finish(w http.ResponseWriter, r *http.Request) {
	s.audit(context.WithoutCancel(r.Context()))
}

// What is made lives longer than the call.
func newStore(ctx context.Context, db *sql.DB) *store {
	own, cancel := context.WithCancel(context.Background())
	return &store{db: db, ctx: own, cancel: cancel}
}

func (s *store) start(w http.ResponseWriter, r *http.Request) {
	s.ctx, s.cancel = context.WithCancel(context.Background())
	own, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go s.audit(own)
}

// Others wait for the same answer.
func (s *store) once(w http.ResponseWriter, r *http.Request, group *sync.Once) {
	group.Do(func() { s.audit(context.Background()) })
}

// No caller's context is at hand.
func (s *store) flush() {
	s.audit(context.Background())
}

func (s *store) blank(_ context.Context) {
	s.audit(context.Background())
}

// A request to send has no context but the one that it gets here.
func post(req *http.Request) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	resp, err := http.DefaultClient.Do(req.WithContext(ctx))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// What gets it asks how long it may take, and does not wait for its end.
func (s *store) bundle(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	pack(ctx)
}

func pack(ctx context.Context) {
	if end, ok := ctx.Deadline(); ok {
		time.Sleep(time.Until(end))
	}
}

// Values alone say nothing about work.
func (s *store) log(w http.ResponseWriter, r *http.Request, logger func(context.Context, string)) {
	logger(context.Background(), "seen")
}

func main() {
	s := &store{}
	boot(context.Background(), s)
}

// It runs once, when the program starts.
func boot(ctx context.Context, s *store) {
	if err := s.db.PingContext(context.Background()); err != nil {
		log.Fatal(err)
	}
}

// Whoever waits looks at all of them: that of the caller ends the wait as well.
func (s *store) match(ctx context.Context, wait func(...context.Context) int) int {
	all := []context.Context{ctx}
	if end, ok := ctx.Deadline(); ok {
		early, cancel := context.WithDeadline(context.Background(), end.Add(-time.Second))
		defer cancel()
		all = append(all, early)
	}
	return wait(all...)
}

// A clock of its own, which no work gets.
func (s *store) pace(w http.ResponseWriter, r *http.Request) {
	pause, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	<-pause.Done()
}
