package invokers

import (
	"fmt"
	"os"

	"go.uber.org/multierr"
)

// The deferred invoker closes the file.
func report(path string, lines []string) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer multierr.AppendInvoke(&err, multierr.Close(file))
	for _, line := range lines {
		if _, err := fmt.Fprintln(file, line); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	return nil
}

func summary(path string, count int) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	closing := multierr.Close(file)
	defer multierr.AppendInvoke(&err, closing)
	_, err = fmt.Fprintln(file, count)
	return err
}

func totals(path string, count int) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer multierr.AppendFunc(&err, file.Close)
	_, err = fmt.Fprintln(file, count)
	return err
}

// An invoker that nobody invokes closes nothing.
func forgotten(path string, count int) error {
	file, err := os.Create(path) // want file-not-closed
	if err != nil {
		return err
	}
	_ = multierr.Close(file)
	_, err = fmt.Fprintln(file, count)
	return err
}

// It is invoked at the end only.
func late(path string, count int) (err error) {
	file, err := os.Create(path) // want file-not-closed
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(file, count); err != nil {
		return fmt.Errorf("late: %w", err)
	}
	multierr.AppendInvoke(&err, multierr.Close(file))
	return err
}

// Another method closes nothing.
func synced(path string, count int) (err error) {
	file, err := os.Create(path) // want file-not-closed
	if err != nil {
		return err
	}
	defer multierr.AppendInvoke(&err, multierr.Invoke(file.Sync))
	_, err = fmt.Fprintln(file, count)
	return err
}
