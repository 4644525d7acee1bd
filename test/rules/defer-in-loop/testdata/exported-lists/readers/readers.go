package readers

import "example.com/lists/formats"

// Known is a name of this package as well.
var Known = map[string]int{}

func Has(name string) bool {
	_, ok := formats.Known[name]
	Known[name]++
	return ok && len(formats.Known) > 0
}

func Add(name, path string) {
	formats.Open[name] = path
	fill(formats.Lent)
}

func fill(into map[string]string) {
	into["more"] = "more.txt"
}
