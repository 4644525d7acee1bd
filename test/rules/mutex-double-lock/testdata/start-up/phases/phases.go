// Package phases prepares the parts of a program one after the other.
package phases

import "fmt"

type Unit interface{ Prepare() error }

func Run(units []Unit) error {
	for _, unit := range units {
		if err := prepare(unit); err != nil {
			return err
		}
	}
	return nil
}

func prepare(unit Unit) error {
	var failed error
	if panicked := guarded(func() { failed = unit.Prepare() }); panicked != nil {
		return panicked
	}
	return failed
}

func guarded(do func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panicked: %v", r)
		}
	}()
	do()
	return nil
}
