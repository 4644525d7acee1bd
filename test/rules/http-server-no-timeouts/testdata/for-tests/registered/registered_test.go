package registered

import "testing"

func TestServe(t *testing.T) { go ServeRegistered(func(address string) { t.Log(address) }) }
