package decided

import (
	"errors"
	"flag"
	"io"
	"log"
	"os"
)

type options struct {
	trace  bool
	name   string
	out    *string
	logger *log.Logger
}

func newOptions(set *flag.FlagSet) *options {
	o := &options{}
	o.logger = log.Default()
	set.BoolVar(&o.trace, "trace", false, "")
	return o
}

type worker struct {
	options options
	open    bool
}

// byField asks a field that nobody changes after the struct is made.
func (w *worker) byField(path string) error {
	var f *os.File
	var err error
	if w.options.trace {
		f, err = os.Create(path)
		if err != nil {
			return err
		}
	}
	if w.options.trace {
		f.Close()
	}
	return nil
}

func byComparison(o *options, path string) error {
	var f *os.File
	var err error
	if o.name != "" {
		f, err = os.Create(path)
		if err != nil {
			return err
		}
	}
	if o.name == "" {
		return errors.New("unnamed")
	}
	return f.Close()
}

func byPointer(o *options, path string) error {
	var f *os.File
	var err error
	if *o.out != "" {
		f, err = os.Create(path)
		if err != nil {
			return err
		}
	}
	if *o.out != "" {
		f.Close()
	}
	return nil
}

func byNil(o *options, path string) error {
	var f *os.File
	var err error
	if o.logger != nil {
		f, err = os.Create(path)
		if err != nil {
			return err
		}
	}
	if o.logger != nil {
		f.Close()
	}
	return nil
}

func (w *worker) start() {
	w.open = true
}

// byChangingField asks a field that a method changes.
func (w *worker) byChangingField(path string) error {
	var f *os.File
	var err error
	if !w.open {
		f, err = os.Create(path) // want file-not-closed
		if err != nil {
			return err
		}
	}
	w.start()
	if !w.open {
		f.Close()
	}
	return nil
}

type mode int

const (
	plain mode = iota
	loud
)

// everyMode leaves nothing out: there are no other modes.
func everyMode(path string, m mode) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	switch m {
	case plain:
		f.Close()
	case loud:
		log.Print(path)
		f.Close()
	}
	return nil
}

func oneMode(path string, m mode) error {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return err
	}
	switch m {
	case plain:
		f.Close()
	}
	return nil
}

var loggers []*log.Logger

// forEach hands it to every logger; with none nobody calls it.
func forEach(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	for _, logger := range loggers {
		logger.SetOutput(f)
	}
	return nil
}

// forOne hands it to a logger only when there is the right one.
func forOne(path string) error {
	f, err := os.Create(path) // want file-not-closed
	if err != nil {
		return err
	}
	for _, logger := range loggers {
		if logger.Prefix() == path {
			logger.SetOutput(f)
			return nil
		}
	}
	return errors.New("no logger")
}

// cleanedUp is told how to close by a named result.
func cleanedUp(path string) (n int, cleanup func(), err error) {
	var f *os.File
	f, err = os.CreateTemp("", path)
	if err != nil {
		return
	}
	cleanup = func() {
		f.Close()
		os.Remove(f.Name())
	}
	if n, err = f.WriteString(path); err != nil {
		return
	}
	return
}

// asCloser has nothing to close when the reader is no closer.
func asCloser(path string, w io.Writer) error {
	r, err := opened(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	if closer, ok := r.(io.Closer); ok {
		closer.Close()
	}
	return err
}

// asSeeker says nothing about closing.
func asSeeker(path string) error {
	r, err := opened(path) // want file-not-closed
	if err != nil {
		return err
	}
	if seeker, ok := r.(io.Seeker); ok {
		seeker.Seek(0, io.SeekStart)
		return errors.New("sought")
	}
	return r.Close()
}

func opened(path string) (io.ReadCloser, error) {
	return os.Open(path)
}

type volume struct {
	data  *os.File
	index *os.File
}

func (v *volume) Close() {
	v.data.Close()
	v.index.Close()
}

// openVolume cleans up by what has been deferred before.
func openVolume(path string) (*volume, error) {
	v := &volume{}
	var err error
	var index *os.File
	defer func() {
		if err != nil {
			if v.data != nil {
				v.data.Close()
			}
			if index != nil {
				index.Close()
			}
		}
	}()
	var data *os.File
	if data, err = os.Open(path); err != nil {
		return nil, err
	}
	v.data = data
	if index, err = os.Open(path + ".idx"); err != nil {
		return nil, err
	}
	v.index = index
	return v, nil
}

type instance struct {
	log *os.File
}

func (i *instance) stop() {
	i.log.Close()
}

// collected copies what owns the file into a list.
func collected(paths []string) ([]instance, error) {
	var all []instance
	for _, path := range paths {
		f, err := os.Create(path)
		if err != nil {
			return nil, err
		}
		one := &instance{log: f}
		all = append(all, *one)
	}
	return all, nil
}

// byCaseAround writes what the case around has left.
func byCaseAround(args []string) error {
	switch args[0] {
	case "out", "err":
		f, err := os.Create(args[1])
		if err != nil {
			return err
		}
		switch args[0] {
		case "out":
			os.Stdout = f
		case "err":
			os.Stderr = f
		}
	}
	return nil
}

func byChangedCase(args []string) error {
	switch args[0] {
	case "out", "err":
		f, err := os.Create(args[1]) // want file-not-closed
		if err != nil {
			return err
		}
		args[0] = args[1]
		switch args[0] {
		case "out":
			os.Stdout = f
		case "err":
			os.Stderr = f
		}
	}
	return nil
}

func byFewerCases(args []string) error {
	switch args[0] {
	case "out", "err", "both":
		f, err := os.Create(args[1]) // want file-not-closed
		if err != nil {
			return err
		}
		switch args[0] {
		case "out":
			os.Stdout = f
		case "err":
			os.Stderr = f
		}
	}
	return nil
}

func byNextRound(args []string) error {
	switch args[0] {
	case "out", "err":
		for range 2 {
			f, err := os.Create(args[1]) // want file-not-closed
			if err != nil {
				return err
			}
			switch args[0] {
			case "out":
				os.Stdout = f
			case "err":
				os.Stderr = f
			}
			args[0] = "both"
		}
	}
	return nil
}

func byCounter(n int, path string) error {
	switch n {
	case 1, 2:
		f, err := os.Create(path) // want file-not-closed
		if err != nil {
			return err
		}
		n++
		switch n {
		case 1:
			os.Stdout = f
		case 2:
			os.Stderr = f
		}
	}
	return nil
}

type parser struct {
	kind int
	text string
}

func (p *parser) next() { p.kind++ }

func (p parser) size() int { return len(p.text) }

// byMovingOn asks what a method has changed since.
func byMovingOn(p *parser, path string) error {
	switch p.kind {
	case 1, 2:
		f, err := os.Open(path) // want file-not-closed warning high
		if err != nil {
			return err
		}
		p.next()
		switch p.kind {
		case 1, 2:
			return f.Close()
		}
	}
	return nil
}

// byAddress asks what somebody has the address of.
func byAddress(kind int, read func(*int), path string) error {
	switch kind {
	case 1, 2:
		f, err := os.Open(path) // want file-not-closed warning high
		if err != nil {
			return err
		}
		read(&kind)
		switch kind {
		case 1, 2:
			return f.Close()
		}
	}
	return nil
}

// byCopy asks what a method got a copy of.
func byCopy(p parser, path string) error {
	switch p.kind {
	case 1, 2:
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		println(p.size(), p.kind)
		switch p.kind {
		case 1, 2:
			return f.Close()
		}
	}
	return nil
}
