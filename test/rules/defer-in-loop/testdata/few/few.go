package few

import (
	"net/http"
	"os"
)

func two() {
	for _, name := range []string{"a", "b"} {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		defer f.Close() // want defer-in-loop hint low
	}
}

func one() {
	for range 1 {
		f, err := os.Open("a")
		if err != nil {
			continue
		}
		defer f.Close()
	}
}

const tries = 3

func retried(url string) {
	for i := 0; i < tries; i++ {
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		defer resp.Body.Close() // want defer-in-loop hint low
	}
}

func table() error {
	cases := []struct{ name string }{{"a"}, {"b"}, {"c"}}
	for _, each := range cases {
		f, err := os.Open(each.name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop hint low
	}
	return nil
}

func grown(more []string) error {
	names := []string{"a", "b"}
	names = append(names, more...)
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
	}
	return nil
}

func filled(more []string) error {
	names := map[string]bool{}
	for _, name := range more {
		names[name] = true
	}
	for name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
	}
	return nil
}

func downwards(names []string) error {
	for i := len(names); i > 0; i-- {
		f, err := os.Open(names[i-1])
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
	}
	return nil
}

// Written out, but more than a handful.
func many() {
	for i := 0; i < 1000; i++ {
		f, err := os.Open("a")
		if err != nil {
			continue
		}
		defer f.Close() // want defer-in-loop warning high
	}
}

var sources = map[string]string{"a": "a.txt", "b": "b.txt"}

func written() error {
	for _, path := range sources {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop hint low
	}
	return nil
}

var handed = map[string]string{"a": "a.txt", "b": "b.txt"}

func register(paths map[string]string) {
	for _, name := range os.Args {
		paths[name] = name
	}
}

// Whoever gets the map may put more into it.
func registered() error {
	register(handed)
	for _, path := range handed {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
	}
	return nil
}

func counted() error {
	names := []string{"a", "b", "c"}
	for i := 0; i < len(names); i++ {
		f, err := os.Open(names[i])
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop hint low
	}
	return nil
}

func countedGrown(more []string) error {
	names := []string{"a", "b"}
	names = append(names, more...)
	for i := 0; i < len(names); i++ {
		f, err := os.Open(names[i])
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
	}
	return nil
}

// Nothing says that the index gets to the end.
func countedByOthers(next func(int) int) error {
	names := []string{"a", "b", "c"}
	for i := 0; i < len(names); i = next(i) {
		f, err := os.Open(names[i])
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
	}
	return nil
}
