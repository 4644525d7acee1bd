package owners

import (
	"bufio"
	"errors"
	"io"
	"os"
	"sync"
)

var errRefused = errors.New("refused")

type journal struct {
	file   *os.File
	writer *bufio.Writer
}

func newJournal(path string) (*journal, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &journal{file: f, writer: bufio.NewWriter(f)}, nil
}

func newJournalByName(path string) (j *journal, err error) {
	j = &journal{}
	j.file, err = os.Create(path)
	if err != nil {
		return nil, err
	}
	j.writer = bufio.NewWriter(j.file)
	return j, nil
}

func newJournalByField(path string) (*journal, error) {
	j := &journal{}
	var err error
	if j.file, err = os.Create(path); err != nil {
		return nil, err
	}
	return j, nil
}

func (j *journal) Write(p []byte) (int, error) { return j.writer.Write(p) }

func (j *journal) Stop() error {
	if j.file == nil {
		return nil
	}
	return j.file.Close()
}

func early(path string, p []byte) error {
	j, err := newJournal(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	if _, err := j.Write(p); err != nil {
		return err
	}
	return j.Stop()
}

func never(path string, p []byte) error {
	j, err := newJournalByField(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	_, err = j.Write(p)
	return err
}

func stopped(path string, p []byte) error {
	j, err := newJournal(path)
	if err != nil {
		return err
	}
	defer j.Stop()
	_, err = j.Write(p)
	return err
}

func stoppedByValue(path string, cleanup func(func() error)) error {
	j, err := newJournalByName(path)
	if err != nil {
		return err
	}
	cleanup(j.Stop)
	return nil
}

func closedInside(path string) error {
	j, err := newJournal(path)
	if err != nil {
		return err
	}
	return j.file.Close()
}

// The file stays open where the struct that was made for it is dropped.
func halfMade(path string) (*journal, error) {
	f, err := os.Create(path) // want file-not-closed warning high
	if err != nil {
		return nil, err
	}
	j := &journal{file: f, writer: bufio.NewWriter(f)}
	if _, err := j.Write([]byte("header")); err != nil {
		return nil, err
	}
	return j, nil
}

type registry struct {
	mu   sync.Mutex
	open []*journal
}

func (r *registry) add(j *journal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open = append(r.open, j)
}

func (r *registry) register(path string) error {
	j, err := newJournal(path)
	if err != nil {
		return err
	}
	r.add(j)
	return nil
}

func (r *registry) put(all map[string]*journal, path string) error {
	j, err := newJournal(path)
	if err != nil {
		return err
	}
	all[path] = j
	return nil
}

func handlers(path string, all []func(*journal)) error {
	j, err := newJournal(path)
	if err != nil {
		return err
	}
	go all[0](j)
	return nil
}

// A struct in a struct, whose methods are those of what it embeds.
type audit struct {
	*journal
	name string
}

func newAudit(path string) (*audit, error) {
	j, err := newJournal(path)
	if err != nil {
		return nil, err
	}
	return &audit{j, path}, nil
}

func audited(path string) error {
	a, err := newAudit(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	if a.name == "" {
		return errRefused
	}
	return a.Stop()
}

func auditedInside(path string) error {
	a, err := newAudit(path)
	if err != nil {
		return err
	}
	return a.journal.Stop()
}

// An interface that the struct fits.
type source interface {
	Next() ([]byte, error)
	Close() error
}

type lines struct {
	file   *os.File
	reader *bufio.Reader
	once   sync.Once
}

func openLines(path string) (source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &lines{file: f, reader: bufio.NewReader(f)}, nil
}

func (l *lines) Next() ([]byte, error) { return l.reader.ReadBytes('\n') }

func (l *lines) Close() error {
	var err error
	l.once.Do(func() { err = l.file.Close() })
	return err
}

func first(path string) ([]byte, error) {
	s, err := openLines(path) // want file-not-closed warning high
	if err != nil {
		return nil, err
	}
	line, err := s.Next()
	if err != nil {
		return nil, err
	}
	return line, s.Close()
}

func all(path string) ([]byte, error) {
	s, err := openLines(path)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return s.Next()
}

// One that runs until its file ends and closes it then.
type tail struct {
	file *os.File
	out  chan []byte
}

func startTail(path string) (*tail, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	t := &tail{file: f, out: make(chan []byte)}
	go t.run()
	return t, nil
}

func (t *tail) run() {
	defer t.file.Close()
	defer close(t.out)
	scanner := bufio.NewScanner(t.file)
	for scanner.Scan() {
		t.out <- append([]byte(nil), scanner.Bytes()...)
	}
}

func follow(path string) error {
	t, err := startTail(path)
	if err != nil {
		return err
	}
	for range t.out {
	}
	return nil
}

// No method releases: whoever reads the field may.
type opened struct {
	File *os.File
}

func open(path string) (*opened, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &opened{File: f}, nil
}

func use(path string) error {
	o, err := open(path)
	if err != nil {
		return err
	}
	return read(o)
}

func read(o *opened) error {
	defer o.File.Close()
	_, err := io.Copy(io.Discard, o.File)
	return err
}

// The value itself on one path, a struct around it on another.
type section struct {
	*os.File
	limit int64
}

func limited(path string, limit int64) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if limit > 0 {
		return &section{f, limit}, nil
	}
	return f, nil
}

func sized(path string) (int64, error) {
	s, err := openSection(path) // want file-not-closed warning high
	if err != nil {
		return 0, err
	}
	if s.limit == 0 {
		return 0, errRefused
	}
	return s.limit, s.Close()
}

func openSection(path string) (*section, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &section{File: f, limit: 1}, nil
}

// What it embeds cannot be closed through it; its own Close does something else.
type counted struct {
	io.Reader
	done func() error
}

func (c *counted) Close() error { return c.done() }

func openCounted(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &counted{Reader: f, done: f.Close}, nil
}

func counts(path string) (int64, error) {
	c, err := openCounted(path)
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(io.Discard, c)
	if err != nil {
		return 0, err
	}
	return n, nil
}

// A function in another field may release it.
type hooked struct {
	file    *os.File
	release func() error
}

func openHooked(path string) (*hooked, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &hooked{file: f, release: f.Close}, nil
}

func (h *hooked) Close() error { return h.file.Close() }

func hook(path string) error {
	h, err := openHooked(path)
	if err != nil {
		return err
	}
	defer h.release()
	return nil
}

func handOver(path string, cleanup func(func() error)) error {
	h, err := openHooked(path)
	if err != nil {
		return err
	}
	cleanup(h.release)
	return nil
}

func lost(path string) error {
	h, err := openHooked(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	_, err = h.file.Stat()
	return err
}
