package suites

import (
	"net"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

var address string

// It runs once for all specs.
var _ = BeforeSuite(func() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	Expect(err).NotTo(HaveOccurred())
	address = l.Addr().String()
})

var _ = Describe("an address", func() {
	It("is one of a listener", func() {
		l, err := net.Listen("tcp", address) // want conn-not-closed
		Expect(err).NotTo(HaveOccurred())
		Expect(l.Addr().String()).To(Equal(address))
	})
})
