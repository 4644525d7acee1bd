package aliases

// The same channel under other names.
func renamed() {
	done := make(chan struct{})
	quit := done
	go func() {
		select {
		case <-quit:
		}
	}()
	close(done)
}

func converted() {
	done := make(chan struct{})
	view := (<-chan struct{})(done)
	go func() {
		select {
		case <-view:
		}
	}()
	close(done)
}

func viaParameter() {
	done := make(chan struct{})
	go func(quit <-chan struct{}) {
		select {
		case <-quit:
		}
	}(done)
	close(done)
}

func viaParameterUnanswered() {
	done := make(chan struct{})
	go func(quit <-chan struct{}) {
		select { // want select-blocks-forever warning high
		case <-quit:
		}
	}(done)
}

func viaResult() {
	done := open()
	go func() {
		select {
		case <-done:
		}
	}()
	close(done)
}

func open() chan struct{} {
	return make(chan struct{})
}

func viaResults() {
	in, out := pair()
	go func() {
		select {
		case <-in:
		}
	}()
	close(out)
}

func pair() (<-chan int, chan<- int) {
	ch := make(chan int)
	return ch, ch
}

func viaNamedResult() {
	ch, err := named()
	if err != nil {
		return
	}
	go func() {
		select { // want select-blocks-forever warning high
		case <-ch:
		}
	}()
}

func named() (ch chan int, err error) {
	ch = make(chan int)
	return
}

type signal chan struct{}

func (s signal) raise() {
	close(s)
}

func definedType() {
	s := make(signal)
	go func() {
		select {
		case <-s:
		}
	}()
	s.raise()
}

type box[T any] struct {
	values chan T
}

func newBox[T any]() *box[T] {
	return &box[T]{values: make(chan T)}
}

func (b *box[T]) take() T {
	select { // want select-blocks-forever info high
	case v := <-b.values:
		return v
	}
}

func (b *box[T]) put(v T) {
	b.values <- v
}

type outer struct {
	inner
}

type inner struct {
	stop chan struct{}
}

func newOuter() *outer {
	return &outer{inner{stop: make(chan struct{})}}
}

func (o *outer) run() {
	go func() {
		select {
		case <-o.stop:
		}
	}()
}

func (o *outer) Close() {
	close(o.inner.stop)
}

// A method that an interface of the package may call has callers that are not seen.
type sink interface {
	watch(done <-chan struct{})
}

type printer struct{}

func (printer) watch(done <-chan struct{}) {
	other := make(chan int)
	go func() {
		select {
		case <-done:
		case <-other:
		}
	}()
}

var _ sink = printer{}
