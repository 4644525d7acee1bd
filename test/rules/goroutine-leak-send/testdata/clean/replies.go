package clean

import (
	"context"
	"errors"
	"time"
)

type request struct {
	key   string
	reply chan error
}

type writer struct {
	requests chan request
	done     chan struct{}
}

// There is room for the answer.
func (w *writer) ask(ctx context.Context, key string) error {
	each := request{key: key, reply: make(chan error, 1)}
	w.requests <- each
	select {
	case err := <-each.reply:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *writer) answerAll(write func(string) error) {
	for each := range w.requests {
		each.reply <- write(each.key)
	}
}

type order struct {
	key   string
	taken chan bool
}

// It leaves only when the one who answers has left.
func (w *writer) order(orders chan<- order, key string) bool {
	each := order{key: key, taken: make(chan bool)}
	orders <- each
	select {
	case ok := <-each.taken:
		return ok
	case <-w.done:
		return false
	}
}

func (w *writer) takeAll(orders <-chan order) {
	defer close(w.done)
	for each := range orders {
		each.taken <- each.key != ""
	}
}

type question struct {
	text   string
	answer chan string
}

// The answer is given up on, or awaited after all.
func pose(questions chan<- question, text string) (string, error) {
	each := question{text: text, answer: make(chan string)}
	questions <- each
	select {
	case answer := <-each.answer:
		return answer, nil
	case <-time.After(time.Second):
		println("still waiting")
		return <-each.answer, nil
	}
}

func answer(questions <-chan question) {
	for each := range questions {
		each.answer <- each.text
	}
}

type offer struct {
	price  int
	accept chan int
}

func propose(ctx context.Context, offers chan<- offer, price int) (int, error) {
	each := offer{price: price, accept: make(chan int)}
	offers <- each
	select {
	case got := <-each.accept:
		return got, nil
	case <-ctx.Done():
		return 0, errors.New("given up")
	}
}

// Who has left is passed over.
func acceptAll(offers <-chan offer) {
	for each := range offers {
		select {
		case each.accept <- each.price:
		default:
		}
	}
}

type lookup struct {
	key   string
	found chan string
}

// It closes the channel whenever it leaves: a late answer panics, it does not wait.
func (w *writer) lookUp(ctx context.Context, lookups chan<- lookup, key string) (string, error) {
	each := lookup{key: key, found: make(chan string)}
	defer close(each.found)
	lookups <- each
	select {
	case text := <-each.found:
		return text, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func answerLookups(lookups <-chan lookup, texts map[string]string) {
	for each := range lookups {
		each.found <- texts[each.key]
	}
}
