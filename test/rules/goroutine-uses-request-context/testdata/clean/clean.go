package clean

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"sync"
)

type orders struct{ db *sql.DB }

func (o *orders) audit(ctx context.Context) error {
	_, err := o.db.ExecContext(ctx, "INSERT INTO audit DEFAULT VALUES")
	return err
}

// It waits for the goroutine.
func (o *orders) joined(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		log.Println(o.audit(r.Context()))
	}()
	wg.Wait()
}

// It receives what the goroutine sends.
func (o *orders) received(w http.ResponseWriter, r *http.Request) {
	done := make(chan error, 1)
	go func() { done <- o.audit(r.Context()) }()
	if <-done != nil {
		w.WriteHeader(http.StatusInternalServerError)
	}
}

// The end of the request does not end it.
func (o *orders) detached(w http.ResponseWriter, r *http.Request) {
	ctx := context.WithoutCancel(r.Context())
	go func() { log.Println(o.audit(ctx)) }()
	go func() { log.Println(o.audit(context.Background())) }()
	w.WriteHeader(http.StatusAccepted)
}

// It is there to see the end.
func (o *orders) watches(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	go func() {
		<-ctx.Done()
		log.Println("gone")
	}()
	go func() {
		for ctx.Err() == nil {
			log.Println(o.audit(ctx))
		}
	}()
	w.WriteHeader(http.StatusAccepted)
}

// The handler goes on as long.
func (o *orders) stream(w http.ResponseWriter, r *http.Request, events func() bool) {
	go func() { log.Println(o.audit(r.Context())) }()
	for events() {
		if _, err := w.Write([]byte("event\n")); err != nil {
			return
		}
	}
}

// No handler: whoever gave the context may keep it.
func (o *orders) start(ctx context.Context) {
	go func() { log.Println(o.audit(ctx)) }()
}

// Values alone are still there.
func (o *orders) values(w http.ResponseWriter, r *http.Request) {
	go func() { log.Println(r.Context().Value("user")) }()
	w.WriteHeader(http.StatusAccepted)
}

func receiveAll(w http.ResponseWriter, results <-chan error) {
	for err := range results {
		log.Println(err)
	}
	w.WriteHeader(http.StatusOK)
}

// A function receives what the goroutine sends until it closes the channel.
func (o *orders) handedOn(w http.ResponseWriter, r *http.Request) {
	results := make(chan error)
	go func() {
		defer close(results)
		results <- o.audit(r.Context())
	}()
	receiveAll(w, results)
}

type job struct {
	done chan struct{}
	err  error
}

func (j *job) result() error {
	<-j.done
	return j.err
}

// A method does.
func (o *orders) asked(w http.ResponseWriter, r *http.Request) {
	j := &job{done: make(chan struct{})}
	go func() {
		defer close(j.done)
		j.err = o.audit(r.Context())
	}()
	if j.result() != nil {
		w.WriteHeader(http.StatusInternalServerError)
	}
}
