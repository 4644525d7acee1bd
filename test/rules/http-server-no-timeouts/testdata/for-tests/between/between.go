package between

import "example.com/fortests/lab"

// Open is what other modules may call.
func Open(address string) error { return lab.ServeLab(address) }
