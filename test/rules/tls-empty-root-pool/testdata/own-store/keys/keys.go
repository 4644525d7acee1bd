package keys

const (
	Bundle = "bundle.crt"
	Given  = "given.crt"
)

// Entry is what is kept.
func Entry(bundle []byte) map[string][]byte {
	return map[string][]byte{Bundle: bundle}
}
