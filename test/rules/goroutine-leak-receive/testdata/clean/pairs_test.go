package clean

import "testing"

// Both sides go round equally often.
func BenchmarkPingPong(b *testing.B) {
	pings := make(chan struct{}, 1)
	pongs := make(chan struct{}, 1)
	go func() {
		for i := 0; i < b.N; i++ {
			<-pings
			pongs <- struct{}{}
		}
	}()
	for i := 0; i < b.N; i++ {
		pings <- struct{}{}
		<-pongs
	}
}
