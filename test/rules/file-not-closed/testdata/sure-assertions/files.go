package assertions

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
)

// An opened file can be sought in.
func size(path string) (int64, error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	var source io.Reader = file
	seeker, ok := source.(io.Seeker)
	if !ok {
		return 0, errors.New("cannot seek")
	}
	defer file.Close()
	return seeker.Seek(0, io.SeekEnd)
}

func named(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	var source io.Reader = file
	opened, ok := source.(*os.File)
	if !ok {
		return "", errors.New("no file")
	}
	defer opened.Close()
	return opened.Name(), nil
}

// sealed is what no file is.
type sealed interface {
	Seal(key string) error
}

func seal(path, key string) error {
	file, err := os.Open(path) // want file-not-closed
	if err != nil {
		return err
	}
	var source io.Reader = file
	value, ok := source.(sealed)
	if !ok {
		return errors.New("cannot be sealed")
	}
	defer file.Close()
	return value.Seal(key)
}

// namedIn has a method of files under other parameters.
type namedIn interface {
	Name(folder string) string
}

func nameIn(path, folder string) (string, error) {
	file, err := os.Open(path) // want file-not-closed
	if err != nil {
		return "", err
	}
	var source io.Reader = file
	value, ok := source.(namedIn)
	if !ok {
		return "", errors.New("no name")
	}
	defer file.Close()
	return value.Name(folder), nil
}

// Only the caller knows which type is asked for.
func seekAs[T io.Seeker](path string) (int64, error) {
	file, err := os.Open(path) // want file-not-closed
	if err != nil {
		return 0, err
	}
	var source io.Reader = file
	value, ok := source.(T)
	if !ok {
		return 0, errors.New("another type")
	}
	defer file.Close()
	return value.Seek(0, io.SeekEnd)
}

// Where nothing is given it is no file that is read.
func either(path string) (int64, error) {
	var source io.Reader = strings.NewReader("none")
	file, err := os.Open(path) // want file-not-closed
	if err != nil {
		return 0, err
	}
	if len(path) > 10 {
		source = file
	}
	named, ok := source.(interface{ Name() string })
	if !ok {
		return 0, errors.New("no name")
	}
	defer file.Close()
	return int64(len(named.Name())), nil
}

// Folder opens the files below it.
type Folder interface {
	Open(name string) (fs.File, error)
}

type disk struct{}

var local = &disk{}

func (d *disk) Open(name string) (fs.File, error) { return os.Open(name) }

// Local is the folder of the process.
func Local() Folder { return local }

func logTo(name string) (io.Writer, error) {
	var target io.Writer
	opened, err := Local().Open(name)
	if err == nil {
		var writes bool
		if target, writes = opened.(io.Writer); !writes {
			err = errors.New("read only")
		}
	}
	if err != nil {
		return nil, err
	}
	return target, nil
}

// The files of another folder may be read only.
func logIn(folder Folder, name string) (io.Writer, error) {
	opened, err := folder.Open(name) // want file-not-closed
	if err != nil {
		return nil, err
	}
	target, writes := opened.(io.Writer)
	if !writes {
		return nil, errors.New("read only")
	}
	return target, nil
}
