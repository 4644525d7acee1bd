package fixed

import "testing"

func TestServe(t *testing.T) { go ServeFixed() }
