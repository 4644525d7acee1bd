package keys

const (
	Bundle = "bundle.crt"
	Given  = "given.crt"
	Kept   = "kept.crt"
)

// Entry is what is kept.
func Entry(bundle []byte) map[string][]byte {
	return map[string][]byte{Bundle: bundle}
}

type entry struct {
	key  string
	data []byte
}

// KeptEntry is kept under a key of its own.
func KeptEntry(data []byte) map[string][]byte { return newEntry(Kept, data).asMap() }

func newEntry(key string, data []byte) *entry { return &entry{key: key, data: data} }

func (e *entry) asMap() map[string][]byte { return map[string][]byte{e.key: e.data} }
