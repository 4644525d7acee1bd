package given

import (
	"context"
	"sync"
	"time"
)

const kindRemote = "remote"

type page struct {
	number int
	key    string
}

func (p *page) isFirst() bool { return p.number == 0 }

type event struct{ fields map[string]any }

func (e *event) with(name string, value any) *event {
	e.fields[name] = value
	return e
}

func (e *event) number(name string) (int, bool) {
	n, ok := e.fields[name].(int)
	return n, ok
}

type book struct {
	mu     sync.Mutex
	id     int
	kind   string
	newest *page
	read   time.Time
	pages  map[string]*page
}

func (b *book) last() *page {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.newest
}

// Locks only when it is given no page to start from.
func (b *book) from(start *page) int {
	if start == nil {
		start = b.last()
	}
	return start.number
}

func (b *book) count(current *page) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.from(&page{number: 3}) + b.from(current) // want mutex-double-lock info low
}

func (b *book) countFromLast() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.from(nil) // want mutex-double-lock warning high
}

func (b *book) countIfAny(current *page) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	if current == nil {
		return 0
	}
	return b.from(current)
}

// Locks for the first page, by what the page says of itself.
func (b *book) before(p *page) *page {
	if p.isFirst() {
		return b.last()
	}
	return b.pages[p.key]
}

func (b *book) back(p *page) *page {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.before(p) // want mutex-double-lock info low
}

// The caller tells who it is, and is let alone.
func (b *book) changed(e *event) {
	if sender, _ := e.number("id"); sender == b.id {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.newest = nil
}

func (b *book) tell() {
	b.changed((&event{fields: map[string]any{}}).with("id", b.id))
}

func (b *book) clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pages = nil
	b.tell() // want mutex-double-lock info low
}

func (b *book) isRemote() bool { return b.kind == kindRemote || b.kind == "mirror" }

// Locks only what is kept elsewhere.
func (b *book) home() string {
	if b.isRemote() || b.kind == kindRemote {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.pages, b.kind)
	}
	return b.kind
}

func (b *book) move() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return moved(b)
}

// What the callee locks for is excluded here.
func moved(b *book) string {
	if !b.isRemote() && b.kind != "remote" {
		return "to " + b.home()
	}
	return ""
}

func movedAnyway(b *book) string {
	if b.isRemote() {
		return "to " + b.home()
	}
	return ""
}

func (b *book) moveAnyway() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return movedAnyway(b) // want mutex-double-lock info low
}

// Time passes without the caller.
func (b *book) refresh() {
	if time.Since(b.read) < time.Hour {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.read = time.Now()
}

func (b *book) use() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refresh() // want mutex-double-lock info medium
}

// A context may end at any time.
func (b *book) load(ctx context.Context) bool {
	if ctx.Err() != nil {
		return true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.pages != nil
}

func (b *book) open(ctx context.Context) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.load(ctx) // want mutex-double-lock info medium
}
