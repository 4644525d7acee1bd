package own

import "os"

// Failure is an error of the program's own, nil when all went well.
type Failure interface {
	error
	Code() int
}

type failure struct{ err error }

func (f *failure) Error() string { return f.err.Error() }

func (f *failure) Code() int { return 1 }

func open(name string) (*os.File, Failure) {
	file, err := os.Open(name)
	if err != nil {
		return nil, &failure{err}
	}
	return file, nil
}

func openPlain(name string) (*os.File, *failure) {
	file, err := os.Open(name)
	if err != nil {
		return nil, &failure{err}
	}
	return file, nil
}

func handedOn(name string) (*os.File, Failure) {
	file, err := open(name)
	if err != nil {
		return nil, err
	}
	return file, nil
}

func closed(name string) Failure {
	file, err := open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return nil
}

func closedPlain(name string) *failure {
	file, err := openPlain(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return nil
}

func forgotten(name string, isEmpty bool) Failure {
	file, err := open(name) // want file-not-closed
	if err != nil {
		return err
	}
	if isEmpty {
		return &failure{os.ErrInvalid}
	}
	file.Close()
	return nil
}

func forgottenPlain(name string) (int64, *failure) {
	file, failed := openPlain(name) // want file-not-closed
	if failed != nil {
		return 0, failed
	}
	info, err := file.Stat()
	if err != nil {
		return 0, &failure{err}
	}
	file.Close()
	return info.Size(), nil
}
