package formats

import "os"

// Known is only read, here and in the other packages.
var Known = map[string]string{"old": "old.txt", "new": "new.txt"}

// Open is filled by another package.
var Open = map[string]string{"old": "old.txt", "new": "new.txt"}

// Lent is handed by another package to what may fill it.
var Lent = map[string]string{"old": "old.txt", "new": "new.txt"}

func ReadKnown() error {
	for _, path := range Known {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop hint low
	}
	return nil
}

func ReadOpen() error {
	for _, path := range Open {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
	}
	return nil
}

func ReadLent() error {
	for _, path := range Lent {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
	}
	return nil
}
