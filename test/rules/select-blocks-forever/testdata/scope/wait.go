package scope

func waitReady() {
	select {
	case <-ready:
	}
}
