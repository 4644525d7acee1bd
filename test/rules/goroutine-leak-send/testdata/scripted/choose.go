package scripted

type response struct {
	ok   bool
	name string
}

// It leaves with the first that is good.
func choose(responses chan *response) *response {
	var last *response
	for each := range responses {
		if each.ok {
			return each
		}
		last = each
	}
	return last
}

func first(numbers chan int) int {
	return <-numbers
}
